import { speak } from './language.ts';
import './options.ts';

await speak();
document.body.append(document.createElement('inlay-extension-options'));
