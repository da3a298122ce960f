import { LANGUAGES, type Bilingual } from '../../kernel/bilingual.ts'

/** Attributes by name; one that is undefined is left out. */
type Attributes = Readonly<Record<string, string | number | undefined>>

/** Everything but what XML 1.0 lets a document hold (production 2, Char). Half a surrogate pair is no character. */
export const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** Whether a text holds characters that no XML file can hold. */
export function hasForbidden(text: string): boolean {
  FORBIDDEN.lastIndex = 0
  return FORBIDDEN.test(text)
}

/** Characters that no XML file can hold stand by their number: `\u0001`. Nothing is left out. */
export function storable(text: string): string {
  return text.replace(
    FORBIDDEN,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}

/** A text between tags. A carriage return is written by number: readers would make it a line end. */
export function xmlText(text: string): string {
  return storable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}

/** A text in an attribute. Line ends and tabs are written by number: readers would make them spaces. */
function attributeText(text: string): string {
  return xmlText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}

/** The beginning of an element, without what closes the tag. */
function opened(name: string, attributes: Attributes): string {
  const texts = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${attributeText(String(value))}"`],
  )
  return `<${name}${texts.join('')}`
}

/** A start tag, for an element whose content is written piece by piece. */
export function startTag(name: string, attributes: Attributes = {}): string {
  return `${opened(name, attributes)}>`
}

/** An element with content that is XML already. */
export function element(
  name: string,
  attributes: Attributes,
  ...content: readonly string[]
): string {
  const inner = content.join('')
  return inner === ''
    ? `${opened(name, attributes)}/>`
    : `${opened(name, attributes)}>${inner}</${name}>`
}

/** An element that holds a text. */
export function textElement(name: string, text: string, attributes: Attributes = {}): string {
  return `${opened(name, attributes)}>${xmlText(text)}</${name}>`
}

/** A text in both languages, inside the element that bears it. */
export function translated(name: string, label: Bilingual): string {
  const texts = LANGUAGES.map((language) =>
    textElement('TranslatedText', label[language], { 'xml:lang': language }),
  )
  return element(name, {}, ...texts)
}
