import '../../components/provider/provider.ts';
import './frame.ts';
import { setLanguage } from '../../components/base/localisation/index.ts';
import { preferences } from './preferences.ts';

const { language, theme } = preferences();
document.documentElement.lang = language;
if (theme) document.documentElement.dataset['crmTheme'] = theme;
await setLanguage(language);

const frame = document.createElement('inlay-frame');
document.body.append(frame);
