import type { Row } from '../../shared/records/index.ts';
import { everyone } from '../../shared/sight.ts';
import type { Files, NewDocument } from '../files/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { storedRows } from '../workspace/index.ts';

/** Documents of the sample's deals, by the deals' names. */
const documents: { deal: string; name: string; content: () => Uint8Array }[] = [
  { deal: 'Mass spectrometer with autosampler', name: 'Offer 2026-118.pdf', content: () => offer },
  { deal: 'Mass spectrometer with autosampler', name: 'Site requirements.txt', content: () => text(requirements) },
  { deal: 'HPLC system, two columns', name: 'Price list 2026.csv', content: () => text(prices) },
];

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

const requirements = `Site requirements, room 214

Bench: 1.60 m, 180 kg, free of vibration
Power: 230 V, two circuits of 16 A
Gas: nitrogen 99.5 %, 6 bar; argon 5.0
Exhaust: 60 m3/h at the source
Network: one socket, outgoing HTTPS alone
`;

const prices = `Article,Description,Price EUR
HP-2000,HPLC system,41900.00
HP-COL-C18,Column C18 250 x 4.6,540.00
HP-SVC-3,Service plan for three years,5760.00
`;

const offer = pdf([
  [20, 'Offer 2026-118'],
  [11, 'Meridian Labs for Institut Vauquelin, Samuel Levy'],
  [11, ''],
  [11, '1  Mass spectrometer MX-7                     EUR 149,900.00'],
  [11, '2  Autosampler, 120 positions                 EUR  24,500.00'],
  [11, '3  Installation and two days of training      EUR  10,500.00'],
  [11, ''],
  [13, 'Total without tax                        EUR 184,900.00'],
  [11, ''],
  [11, 'Delivery within ten weeks. This offer stands for 60 days.'],
]);

/** A page of lines of ASCII, each with the size of its letters (ISO 32000-1, 7.5). */
function pdf(lines: readonly (readonly [size: number, words: string])[]): Uint8Array {
  const shown = lines.map(([size, words]) => `/F1 ${size} Tf ${size * 1.6} TL (${words}) '`).join('\n');
  const content = `BT 72 780 Td\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\n`;
  return text(`${file}${table}startxref\n${file.length}\n%%EOF\n`);
}

/** Puts documents on deals, each in the name of the deal's owner. */
export async function addDocuments(files: Files, workspace: Workspace): Promise<void> {
  for await (const rows of storedRows(workspace.client, 'deal', [everyone], Number.MAX_SAFE_INTEGER))
    for (const { data } of rows) {
      const { id, name, owner_id } = JSON.parse(data) as Row<'deal'>;
      for (const document of documents.filter(({ deal }) => deal === name)) {
        const given: NewDocument = { name: document.name, resource_type: 'deal', resource_id: id };
        await files.add(workspace, { kind: 'person', id: owner_id }, given, document.content());
      }
    }
}
