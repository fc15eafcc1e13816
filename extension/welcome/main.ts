import { speak } from '../options/language.ts';
import './welcome.ts';

await speak();
document.body.append(document.createElement('inlay-extension-welcome'));
