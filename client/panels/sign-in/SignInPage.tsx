import { useEffect } from 'react';
import type { ServiceDescription } from '../../api/types.ts';
import { useWording } from '../../state/useWording.ts';
import { LanguageSwitch } from '../LanguageSwitch.tsx';
import { Mark } from '../Mark.tsx';
import { Landscape } from './Landscape.tsx';
import { SignInForm } from './SignInForm.tsx';
import styles from './SignInPage.module.css';

/** All that strangers see of a county that does not let them look. */
export function SignInPage({ service }: { readonly service: ServiceDescription }) {
  const { language, messages } = useWording();
  const county = service.county?.name[language];
  useFetchedAhead();
  return (
    <div className={styles.page}>
      <Landscape className={styles.landscape} />
      <header className={styles.top}>
        <LanguageSwitch />
      </header>
      <main className={styles.middle}>
        <div className={styles.brand}>
          <Mark height={46} hill="#a58445" water="#136a7a" />
          <h1 className={styles.product}>{messages.product}</h1>
          <p className={styles.subtitle}>{messages.productSubtitle}</p>
        </div>
        <section className={styles.card} aria-labelledby="sign-in-title">
          <h2 id="sign-in-title">{county ? messages.signInTo(county) : messages.signIn}</h2>
          <SignInForm />
        </section>
      </main>
    </div>
  );
}

/** The map's script comes while the person types. */
function useFetchedAhead(): void {
  useEffect(() => {
    const timer = window.setTimeout(() => void import('../../County.tsx').catch(() => undefined), 1500);
    return () => window.clearTimeout(timer);
  }, []);
}
