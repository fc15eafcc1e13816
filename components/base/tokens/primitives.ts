import { css } from 'lit';

/**
 * The paint on the shelf: even steps of OKLCH lightness. Roles are mixed from it; elements never use it directly.
 * Declarations only, for the rule that `tokens.ts` makes of them.
 */
export const primitives = css`
  /* Even steps of OKLCH lightness. Stone is a grey with a trace of warmth, so that white cards look like paper
     and not like a screen. Petrol is the accent. Green, red, amber and orange carry meaning and nothing else. */
  --crm-stone-0: #ffffff;
  --crm-stone-25: #fbfbf8;
  --crm-stone-50: #f8f7f4;
  --crm-stone-100: #f3f2f0;
  --crm-stone-150: #ededea;
  --crm-stone-200: #e5e4e2;
  --crm-stone-300: #d5d5d2;
  --crm-stone-400: #b6b6b3;
  --crm-stone-500: #91918e;
  --crm-stone-600: #6c6c69;
  --crm-stone-700: #535250;
  --crm-stone-800: #3a3937;
  --crm-stone-850: #2d2d2a;
  --crm-stone-900: #242321;
  --crm-stone-925: #1d1c1a;
  --crm-stone-950: #171614;
  --crm-stone-975: #10100e;
  --crm-stone-1000: #0b0a08;

  --crm-petrol-50: #eef8fb;
  --crm-petrol-100: #ddf0f7;
  --crm-petrol-200: #bce0ed;
  --crm-petrol-300: #7ecae5;
  --crm-petrol-400: #53b3d1;
  --crm-petrol-500: #2091b0;
  --crm-petrol-600: #057490;
  --crm-petrol-700: #025f76;
  --crm-petrol-800: #024456;
  --crm-petrol-900: #01313e;
  --crm-petrol-950: #07222a;

  --crm-green-50: #eff9f1;
  --crm-green-100: #e0f2e4;
  --crm-green-200: #c1e4c9;
  --crm-green-300: #89d19d;
  --crm-green-400: #63bb7e;
  --crm-green-500: #39995b;
  --crm-green-600: #137d41;
  --crm-green-700: #026732;
  --crm-green-800: #064a24;
  --crm-green-900: #0b341a;
  --crm-green-950: #0c2413;

  --crm-red-50: #fef3f1;
  --crm-red-100: #ffe6e3;
  --crm-red-200: #ffcbc5;
  --crm-red-300: #ffa098;
  --crm-red-400: #fe726c;
  --crm-red-500: #de4544;
  --crm-red-600: #be222a;
  --crm-red-700: #a00e1c;
  --crm-red-800: #730f15;
  --crm-red-900: #511011;
  --crm-red-950: #370f0e;

  --crm-amber-50: #fcf4ec;
  --crm-amber-100: #f8ead9;
  --crm-amber-200: #efd4b4;
  --crm-amber-300: #e7b370;
  --crm-amber-400: #d49743;
  --crm-amber-500: #b27402;
  --crm-amber-600: #8f5d04;
  --crm-amber-700: #754b02;
  --crm-amber-800: #563500;
  --crm-amber-900: #3e2501;
  --crm-amber-950: #2b1a04;

  --crm-orange-50: #fff3ee;
  --crm-orange-100: #fee7dc;
  --crm-orange-200: #ffcdb4;
  --crm-orange-300: #fea578;
  --crm-orange-400: #f48040;
  --crm-orange-500: #d05b02;
  --crm-orange-600: #a84804;
  --crm-orange-700: #8a3a00;
  --crm-orange-800: #652801;
  --crm-orange-900: #491c01;
  --crm-orange-950: #331403;
`;
