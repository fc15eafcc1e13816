import type { TabReport } from '../messages.ts';

/** The reports as text to send to whoever mends the extension. Its words stay English, whoever copies it. */
export function reportText(reports: readonly TabReport[], browserName: string): string {
  const tabs = reports.map(({ report }, at) => {
    const title = `Tab ${at + 1}`;
    if (!report) return `${title}: no script of the extension runs in it.`;
    const page = Object.entries(report.page).map(([name, value]) => `  ${name}: ${value}`);
    const parts = report.parts.map(({ name, served, count, expected, note }) => {
      const found = served === null ? (expected ? 'NOT FOUND' : 'not on this page') : `${served} (${count})`;
      return `  ${name}: ${found}${note ? `. ${note}` : ''}`;
    });
    return [`${title} (extension ${report.version})`, ...page, ...parts].join('\n');
  });
  return [browserName, ...tabs].join('\n\n');
}
