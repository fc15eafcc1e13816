import './authorize.ts';
import { setLanguage } from '../../components/base/localisation/index.ts';
import { preferences } from '../app/preferences.ts';

const { language, theme } = preferences();
const asked = new URLSearchParams(location.search).get('lang')?.toLowerCase().split('-')[0];
const shown = asked === 'en' || asked === 'fr' ? asked : language;
document.documentElement.lang = shown;
if (theme) document.documentElement.dataset['crmTheme'] = theme;
await setLanguage(shown);

document.body.append(document.createElement('inlay-authorize'));
