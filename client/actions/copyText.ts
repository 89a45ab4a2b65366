/**
 * Puts a text on the clipboard. Without TLS a browser offers pages no clipboard of their own; the older way then has
 * to do, by what is selected in `holder`.
 *
 * @returns whether it is there
 */
export async function copyText(text: string, holder: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    holder.focus();
    holder.select();
    return document.execCommand('copy');
  }
}
