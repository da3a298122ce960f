import type { SdtmDomain, DomainRow, Draft } from '../define.ts'
import { flagBaseline } from '../findings/baseline-flag.ts'
import { findingsOrigins } from '../findings/origins.ts'
import { itemDrafts } from '../findings/drafts.ts'
import { pregnancyFindings } from '../findings/pregnancy.ts'
import { DISEASE_NAMES } from '../findings/test-names.ts'

/**
 * Findings about the liver cancer: its stage, extent and grade, for which the terminology has no
 * classification; and about a pregnancy that was reported, or is a partner's.
 */
export const fa: SdtmDomain = {
  key: 'FA',
  label: 'Findings About Events or Interventions',
  class: 'FINDINGS ABOUT',
  structure: 'One record per finding, per object, per time point per subject',
  keys: ['FADTC', 'FAOBJ', 'FATESTCD', 'VISITNUM'],
  fills: ['FACAT', 'FAORRESU', 'FASTRESN', 'FASTRESU', 'FASTAT', 'FAREASND', 'FALOBXFL'],
  origins: findingsOrigins('FA'),
  records: (context) => {
    const drafts = [
      ...itemDrafts(context.domainRows('FA'), context, {
        domain: 'FA',
        facts: (code, row) => DISEASE_NAMES.get(code) ?? ownFacts(code, row),
        byWording: true,
      }),
      ...pregnancyFindings(context),
    ]
    return flagBaseline(context, 'FA', drafts, seriesOf)
  },
}

/** A finding of an own form is about what the form is about. */
function ownFacts(code: string, { part, tests }: DomainRow): ReturnType<typeof factsOf> {
  const item = tests.find(({ mapped }) => 'test' in mapped.target && mapped.target.test === code)
  return factsOf(code, item?.mapped.item.label.en ?? code, part.layout.form.title.en)
}

function factsOf(
  code: string,
  name: string,
  object: string,
): { readonly code: string; readonly name: string; readonly values: { readonly OBJ: string } } {
  return { code, name: name.slice(0, 40), values: { OBJ: object.toUpperCase() } }
}

function seriesOf({ values }: Draft): string {
  return `${String(values['FAOBJ'])} ${String(values['FATESTCD'])}`
}
