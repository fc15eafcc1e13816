import { msg, str } from '@lit/localize';

const chooseListed = () => msg('Choose one from the list.');
const unknownField = () => msg('This field is not known here.');
const notFitting = () => msg('This is not of the right kind.');
const twice = () => msg('The same field stands here twice.');
const isOfAnother = () => msg('Another one has this name already.');
const notThere = () => msg('This is not there any more, or not for you to see.');
const needsDay = () => msg('Choose a day.');
const needsTime = () => msg('Choose a day and a time.');
const isPerson = () => msg('This is a person: choose an organization.');
const someOfMerged = () => msg('Choose one of the records that are merged.');

/** What the rules say of one field, in English, and the same as a sentence under that field, in the language of the page. */
const sentences: readonly [RegExp, (found: string) => string][] = [
  [/^(?:must be filled in|must not be blank|is missing|is empty)$/, () => msg('Fill this in.')],
  [/^must be an e-mail address$/, () => msg('Write an e-mail address such as name@example.com.')],
  [/^must be (?:a web address|an http or https address)$/, () => msg('Write an address such as https://example.com.')],
  [/^must be an origin such as \S+$/, () => msg('Write the address of a site such as https://example.com, without a path.')],
  [/^must be an ISO 4217 currency code$/, () => msg('Write the code of a currency, such as EUR.')],
  [/^must be an IANA time zone such as \S+$/, () => msg('Choose a time zone, such as Europe/Paris.')],
  [/^must (?:be one of|be a list of choices|name choices of the field|be a field of leads, or)\b/, chooseListed],
  [/^is no (?:choice of this field|outcome of calls of this workspace|source of leads)$/, chooseListed],
  [/^must be at most (\d+) characters$/, (most) => msg(str`Write at most ${most} characters.`)],
  [/^must be at most (\d+) entries$/, (most) => msg(str`There can be ${most} of these at most.`)],
  [/^must be at least (\d+) entries$/, (least) => msg(str`There must be ${least} of these at least.`)],
  [/^must be at most (-?\d+)$/, (most) => msg(str`Must be ${most} or less.`)],
  [/^must be at least (-?\d+)$/, (least) => msg(str`Must be ${least} or more.`)],
  [/^must not be negative$/, () => msg(str`Must be ${'0'} or more.`)],
  [/^must have at most (\d+) digits$/, (most) => msg(str`Write at most ${most} digits.`)],
  [/^must be a number of at most (\d+) digits$/, (most) => msg(str`Write a number of at most ${most} digits.`)],
  [/^must be a decimal number$/, () => msg('Write a number such as 0.92.')],
  [/^must be (\d+ to \d+) letters and digits$/, (count) => msg(str`Write letters without accents and digits, ${count} of them.`)],
  [/^must have at most (\d+) conditions$/, (most) => msg(str`A filter can have ${most} conditions at most.`)],
  [/^must not contain control characters$/, () => msg('There are characters in this that cannot be kept: type it anew.')],
  [
    /^is told by the server: only an import keeps that of before$/,
    () => msg('The server says when: only an import keeps what was before.'),
  ],
  [/^must not be in the future$/, () => msg('This must not be in the future.')],
  [
    /^is given by the server: only the import of another account keeps its own$/,
    () => msg('The server gives numbers: only the import of another account keeps its own.'),
  ],
  [/^must not be before the start$/, () => msg('The end must not be before the start.')],
  [/^must be a day: the appointment lasts whole days$/, needsDay],
  [/^must be a day such as \S+$/, needsDay],
  [/^must be (?:an instant$|a UTC instant such as|a day such as \S+ or a UTC instant)/, needsTime],
  [/^must be (?:of type|a UUID|a SHA-256)\b/, notFitting],
  [/^must each have an id of its own$/, notFitting],
  [/^(?:Invalid|Too|Unrecognized)\b/, notFitting],
  [/^is not right$/, notFitting],
  [/^(?:is not a known field|is no field of an? [\w ]+|is no custom field of (?:this [\w ]+|leads))$/, unknownField],
  [/^is archived$/, () => msg('This field is archived.')],
  [/^is no .+ that you can see$/, notThere],
  [/^is taken$/, () => msg('This is taken already.')],

  [/^is the address of another person of this workspace already$/, () => msg('This is the address of another person of the workspace.')],
  [/^is not an active person of this workspace$/, () => msg('Choose an active person of the workspace.')],
  [/^must be somebody else$/, () => msg('Choose somebody else.')],
  [/^must be the person who saves the list$/, () => msg('A list is of the person who saves it.')],

  [/^is missing: a lead needs a last name or an organization$/, () => msg('A lead needs a last name or an organization.')],
  [/^is missing: an organization needs a name$/, () => msg('An organization needs a name.')],
  [/^is missing: a person needs a last name$/, () => msg('A person needs a last name.')],
  [
    /^must be empty for an organization: use its parent organization$/,
    () => msg('Leave this empty: an organization is part of another one.'),
  ],
  [/^must be empty for a person$/, () => msg('Leave this empty: only organizations are part of another one.')],
  [/^is (?:a person|no organization)$/, isPerson],
  [/^is an organization$/, () => msg('This is an organization: choose a person.')],
  [
    /^is missing: the lead becomes a person or an organization$/,
    () => msg('Choose what the lead becomes: a person, an organization, or both.'),
  ],
  [/^is given, but the lead names no organization$/, () => msg('The lead names no organization.')],
  [/^is given, but the lead has no last name$/, () => msg('The lead has no last name.')],
  [/^is converted: take its contact$/, () => msg('This lead has been converted: choose its contact.')],
  [/^must be empty when the deal has a contact$/, () => msg('A deal is with a contact or with a lead, not both.')],
  [/^is the primary contact of this deal$/, () => msg('This is the main contact of the deal.')],
  [/^is associated with this deal already$/, () => msg('This contact stands on the deal already.')],
  [/^is missing: say whether it is a lead, contact or deal$/, () => msg('Say whether this is a lead, a contact or a deal.')],

  [
    /^is no amount of (\w+): write digits, with a point before decimals$/,
    (currency) => msg(str`Write an amount of ${currency}, in digits.`),
  ],
  [/^is missing: say why the deal was lost$/, () => msg('Say why the deal was lost.')],
  [/^is missing: say why the deal is unqualified$/, () => msg('Say why the deal is unqualified.')],
  [/^is missing: deals stand in this stage, say where they go$/, () => msg('Deals stand in this stage: say where they go.')],
  [/^must be another active stage$/, () => msg('Choose another stage that is in use.')],
  [/^must be incoming or in_progress\b/, () => msg('A pipeline has its closing stages already.')],
  [/^must name every active stage of the pipeline once$/, () => msg('The stages have changed meanwhile: put them in order anew.')],

  [/^is of a deal that has an order already$/, () => msg('This deal has products already.')],
  [/^is not sold any more$/, () => msg('This product is not sold any more.')],
  [/^must be that of the deal, (\w+)$/, (currency) => msg(str`Prices of this deal are in ${currency}.`)],
  [/^is a product without a price in (\w+)$/, (currency) => msg(str`This product has no price in ${currency}.`)],
  [/^follows from the products of the deal$/, () => msg('The value follows from the products: change those.')],
  [/^must be a discount of at most (\d+) %$/, (most) => msg(str`The discount of this product is ${most} % at most.`)],
  [/^must be a markup of at most (\d+) %$/, (most) => msg(str`The markup of this product is ${most} % at most.`)],
  [/^is no price in (\w+)$/, (currency) => msg(str`Write a price in ${currency}, of zero or more.`)],
  [/^is that of another product already$/, () => msg('Another product has this number already.')],
  [/^must not name a currency twice$/, () => msg('There are two prices in one currency.')],

  [/^is the name of another field of \w+ already$/, () => msg('Another field has this name already, perhaps an archived one.')],
  [/^is the name of another .+ already$/, isOfAnother],
  [/^(?:must not name a field twice|must name each field once)$/, twice],
  [/^must not name a tag twice$/, () => msg('The same tag stands here twice.')],
  [/^must not name one twice$/, () => msg('There is a choice of this name already.')],
  [/^are for dropdowns and multi-selects$/, () => msg('Only dropdowns and multi-selects have choices.')],
  [/^must be (?:another choice|replaced by one another)$/, () => msg('Choose another one to take its place.')],
  [/^must be another tag of \w+$/, () => msg('Choose another tag to take its place.')],

  [/^must be the person (?:whose conversation|whose rule|who makes the template)\b/, () => msg('This is of the person who makes it.')],
  [/^is in this list already$/, () => msg('This stands in the list already.')],
  [/^is that of (?:another message|a message that is tracked already)$/, () => msg('This is that of another message.')],
  [/^must be (?:\d+ hexadecimal digits|hexadecimal|a Message-ID)\b/, notFitting],
  [
    /^must be an e-mail address, or a domain such as \S+$/,
    () => msg('Write an e-mail address such as name@example.com, or a domain such as @example.com.'),
  ],
  [/^must not name an address twice$/, () => msg('The same address stands here twice.')],

  [/^would make the organization its own parent$/, () => msg('The organization would be part of itself.')],
  [/^would make people report to each other$/, () => msg('People would report to each other.')],
  [/^of a closed stage is fixed$/, () => msg('The likelihood of a closing stage is fixed.')],
  [/^makes a sum that is too large$/, () => msg('The sum would be too large.')],
  [/^name a field that is none of an? \w+$/, unknownField],
  [/^or for_company must be set\b/, () => msg('Say whether the field is for persons, organizations, or both.')],

  [/^is none of the records that are merged$/, someOfMerged],
  [/^must not name the record that stays$/, () => msg('The record that stays cannot be one of those that go.')],
  [/^must not mix persons and organizations$/, () => msg('Persons and organizations cannot be merged with one another.')],
  [/^must not name the record itself$/, () => msg('A record is no duplicate of itself.')],
];

/** A problem of a field as a sentence in the language of the page; nothing where the rule is not known here. */
export function fieldSentence(message: string): string | undefined {
  for (const [pattern, sentence] of sentences) {
    const found = pattern.exec(message);
    if (found) return sentence(found[1] ?? '');
  }
  return undefined;
}
