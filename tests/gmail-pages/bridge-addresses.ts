/** Our server, as the pages and the adapter beside them are told of it. */
export const server = 'https://crm.meridian.example';
export const pixel = (token: string): string => `${server}/o/0198c0de-0000-7000-8000-000000000001/${token}.gif`;
