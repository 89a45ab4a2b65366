import DatePicker from 'antd/es/date-picker';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useWording } from '../../state/useWording.ts';
import { clockIsChinas, pickedInstant } from '../chinaPicker.ts';

interface MomentPickerProps {
  readonly label: string;
  readonly placeholder: string;
  readonly isNow: boolean;
  /** RFC 3339 in UTC; undefined for now. */
  readonly onChange: (moment: string | undefined) => void;
}

/** A day and a minute by China's clock; empty means now. */
export function MomentPicker({ label, placeholder, isNow, onChange }: MomentPickerProps) {
  const { language } = useWording();
  // Names of months and days come from here, and the picker reads them when it is drawn.
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  return (
    <DatePicker
      key={`${language} ${isNow}`}
      size="small"
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      aria-label={label}
      placeholder={placeholder}
      showNow={clockIsChinas()}
      onChange={(picked) => onChange(picked ? pickedInstant(picked) : undefined)}
    />
  );
}
