/** Case, accents, spaces and marks do not count in headers. */
export const plain = (header: string): string =>
  header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[\s_.,:()*%'’-]+/g, '');
