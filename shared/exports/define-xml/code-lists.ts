import type { Code, FormDefinition } from '../../forms/define.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { DatasetVariable } from '../datasets/define.ts'
import { CODELISTS_BY_CODE } from '../standard/standard.ts'
import { element, translated } from './xml.ts'

/** A term that a list has, with what it means where that is known. */
interface Term {
  readonly value: string
  readonly decode: Bilingual | null
}

/** The code lists of a definition: each list of terms once, however many variables use it. */
export class CodeLists {
  private readonly written = new Map<string, { readonly oid: string; readonly xml: string }>()
  private readonly taken = new Set<string>()
  private readonly forms: readonly FormDefinition[]
  private readonly standardOid: string

  constructor(forms: readonly FormDefinition[], standardOid: string) {
    this.forms = forms
    this.standardOid = standardOid
  }

  /**
   * The OID of the list of the values that a variable has. `decodes` says what values mean where another
   * variable does; else the answers of its questions do, where they have them all.
   */
  oidFor(
    variable: DatasetVariable,
    values: readonly string[],
    decodes: ReadonlyMap<string, string> | null,
  ): string {
    const ordered = [...values].sort()
    const terms = this.terms(variable, ordered, decodes)
    const content = this.content(variable, terms)
    const known = this.written.get(content)
    if (known !== undefined) return known.oid
    const oid = this.freeOid(`CL.${variable.codelist ?? variable.name}`)
    this.written.set(content, { oid, xml: content.replace(OID, oid) })
    return oid
  }

  all(): readonly string[] {
    return Array.from(this.written.values(), ({ xml }) => xml)
  }

  private freeOid(wanted: string): string {
    let oid = wanted
    for (let number = 2; this.taken.has(oid); number += 1) oid = `${wanted}.${number}`
    this.taken.add(oid)
    return oid
  }

  private content(variable: DatasetVariable, terms: readonly Term[]): string {
    const { codelist, name } = variable
    const standard = codelist === undefined ? undefined : CODELISTS_BY_CODE.get(codelist)
    const known = standard === undefined ? null : new Set(standard.values)
    const withDecodes = terms.every(({ decode }) => decode !== null)
    const items = terms.map((term, at) => {
      const attributes = {
        CodedValue: term.value,
        OrderNumber: at + 1,
        'def:ExtendedValue':
          known !== null && !known.has(term.value) && standard?.extensible === true
            ? 'Yes'
            : undefined,
      }
      return withDecodes && term.decode !== null
        ? element('CodeListItem', attributes, [element('Decode', {}, translated(term.decode))])
        : element('EnumeratedItem', attributes)
    })
    return element(
      'CodeList',
      {
        OID,
        Name: standard?.name ?? `${name} values`,
        DataType: 'text',
        'def:StandardOID': codelist === undefined ? undefined : this.standardOid,
        'def:IsNonStandard': codelist === undefined ? 'Yes' : undefined,
      },
      [
        ...items,
        codelist === undefined
          ? ''
          : element('Alias', { Context: 'nci:ExtCodeID', Name: codelist }),
      ],
    )
  }

  private terms(
    variable: DatasetVariable,
    values: readonly string[],
    decodes: ReadonlyMap<string, string> | null,
  ): readonly Term[] {
    if (decodes !== null) {
      return values.map((value) => {
        const text = decodes.get(value)
        return { value, decode: text === undefined ? null : { en: text, zh: '' } }
      })
    }
    const codes = this.codesOf(variable)
    return values.map((value) => ({
      value,
      decode: codes.find((code) => code.value === value)?.label ?? null,
    }))
  }

  private codesOf({ items = [] }: DatasetVariable): readonly Code[] {
    const named = new Set(items)
    return this.forms.flatMap((form) =>
      [...form.items, ...(form.group?.items ?? [])].flatMap((item) =>
        item.kind === 'code' && named.has(`${form.key}.${item.key}`) ? item.codes : [],
      ),
    )
  }
}

/** Stands for the OID until it is known whether the same list was written already. */
const OID = '@OID@'
