import { storable } from '../odm/xml.ts'

/** Text of XML 1.0: characters that it cannot hold stand by their number, `\u0007`. */
export function escapeXml(text: string): string {
  return storable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;')
}

type Attributes = Readonly<Record<string, string | number | undefined>>

/** An element as text. Attributes that are undefined are left out; children are XML already. */
export function element(
  name: string,
  attributes: Attributes,
  children: readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  const inner = children.filter((child) => child !== '')
  if (inner.length === 0) return `<${name}${written}/>`
  return `<${name}${written}>\n${inner.join('\n')}\n</${name}>`
}

/** An element whose only content is a text, with no blank added. */
export function textElement(name: string, text: string, attributes: Attributes = {}): string {
  return element(name, attributes).replace(/\/>$/, `>${escapeXml(text)}</${name}>`)
}

/** A Description with one or both languages. */
export function description(text: string | { readonly en: string; readonly zh: string }): string {
  const both = typeof text === 'string' ? { en: text, zh: '' } : text
  return element('Description', {}, translated(both))
}

export function translated({ en, zh }: { readonly en: string; readonly zh: string }): string[] {
  const one = (language: string, text: string): string =>
    textElement('TranslatedText', text, { 'xml:lang': language })
  return [one('en', en), ...(zh === '' || zh === en ? [] : [one('zh', zh)])]
}
