/** What a plain text quotes begins at the first of these lines: how mail programs write it, in the languages they are used in. */
const beginnings: readonly RegExp[] = [
  /^>/,
  /^-{2,}\s*(?:original message|forwarded message|message d'origine|message transféré|message original|ursprüngliche nachricht|weitergeleitete nachricht|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|mensagem original|mensagem encaminhada|oorspronkelijk bericht|doorgestuurd bericht|ursprungligt meddelande|oprindelig meddelelse|пересылаемое сообщение)\s*-{2,}$/i,
  /^-{6,}\s*(?:forwarded message|message transféré)/i,
  /^_{10,}$/,
  /^(?:on|le|am|el|il|em|op|den|dnia|dne|в|ва)\s.{4,180}(?:wrote|a écrit|schrieb|escribió|ha scritto|escreveu|schreef|skrev|napisał\(a\)|napsal\(a\)|пишет|написал\(а\))(?:\s.{0,80})?:$/i,
  /^.{4,180}(?:@|\d{4}).{0,120}(?:wrote|a écrit|schrieb|escribió|ha scritto|escreveu|schreef|skrev|napisał\(a\))(?:\s.{0,80})?:$/i,
];

/** Two lines of headers in a row: `From:` with `Sent:` or `Date:` soon after. */
const from = /^\*?(?:from|de|von|da|van|fra|från|od|от)\s*:\*?\s*\S/i;
const sent =
  /^\*?(?:sent|date|envoyé|gesendet|datum|enviado|enviado el|fecha|inviato|data|verzonden|sendt|skickat|wysłano|отправлено|дата)\s*:\*?\s*\S/i;

/** The text without what it quotes, and without what follows it. */
export function cutQuotedText(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  // After that nothing of one's own comes: what is quoted before it is answered between the lines.
  const last = lines.findLastIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('>'));
  const at = lines.findIndex((line, index) => {
    const trimmed = line.trim();
    // An attribution can be broken over two lines.
    const joined = `${trimmed} ${lines[index + 1]?.trim() ?? ''}`;
    if (beginnings.some((beginning) => beginning.test(trimmed))) return !trimmed.startsWith('>') || index > last;
    if (/^(?:on|le|am|el|il|em|op)\s/i.test(trimmed) && beginnings.slice(4).some((beginning) => beginning.test(joined))) return true;
    return from.test(trimmed) && lines.slice(index + 1, index + 4).some((next) => sent.test(next.trim()));
  });
  return (at === -1 ? lines : lines.slice(0, at)).join('\n').trim();
}
