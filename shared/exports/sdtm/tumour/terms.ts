/**
 * Names of the tests of TU, TR and RS. @source CDISC controlled terminology 2024-03-29, codelists
 * TUTEST (C96783), TRTEST (C96778), ONCRTS (C96781)
 */
const TUMOUR_TESTS: Readonly<Record<string, string>> = {
  TUMIDENT: 'Tumor Identification',
  TUMERGE: 'Tumor Merged',
  TUSPLIT: 'Tumor Split',
  LDIAM: 'Longest Diameter',
  VDIAM: 'Viable Diameter',
  LPERP: 'Longest Perpendicular',
  TUMSTATE: 'Tumor State',
  SUMDIAM: 'Sum of Diameter',
  SUMVDIAM: 'Sum of Viable Diameter',
  PCBSD: 'Percent Change Baseline in Sum of Diam',
  PCNSD: 'Percent Change Nadir in Sum of Diam',
  ACNSD: 'Absolute Change Nadir in Sum of Diam',
  TRALL: 'Tumor/Lesion Measurements',
  TRGRESP: 'Target Response',
  NTRGRESP: 'Non-target Response',
  NEWLIND: 'New Lesion Indicator',
  OVRLRESP: 'Overall Response',
  BESTRESP: 'Best Overall Response',
  SYMPTDTR: 'Symptomatic Deterioration',
}

/** Name of a test of TU, TR or RS; the code of one that is not known here. */
export function tumourTest(code: string): string {
  return TUMOUR_TESTS[code] ?? code
}

/** @source CDISC controlled terminology, codelist METHOD (C85492) */
const METHODS: Readonly<Record<string, string>> = {
  CT: 'CT SCAN',
  'PET/CT': 'PET/CT SCAN',
  'BONE SCAN': 'SCINTIGRAPHY',
  CALIPERS: 'CALIPER MEASUREMENT METHOD',
}

/** The standard's word for how a lesion was seen; null where nothing was recorded. */
export function imagingMethod(collected: string | undefined): string | null {
  const text = (collected ?? '').trim()
  return text === '' ? null : (METHODS[text.toUpperCase()] ?? text)
}

/** @source CDISC controlled terminology, codelist TRPROPRS (C124309) */
export function tumourState(collected: string): string {
  return collected === 'UNEQUIVOCAL PROGRESSION' ? 'UNEQUIVOCAL' : collected
}

/** Sites whose first words say where, and what the standard calls it. */
const SITES: readonly (readonly [start: string, term: string])[] = [
  ['LIVER', 'LIVER'],
  ['PORTAL VEIN', 'PORTAL VEIN'],
  ['HEPATIC VEIN', 'HEPATIC VEIN'],
  ['LYMPH NODE', 'LYMPH NODE'],
  ['LUNG', 'LUNG'],
  ['ASCITES', 'PERITONEAL CAVITY'],
  ['PLEURAL EFFUSION', 'PLEURAL CAVITY'],
]

const WHOLE_TERMS: ReadonlySet<string> = new Set(['LIVER, LEFT LOBE', 'LIVER, RIGHT LOBE'])

/** What may follow a site without changing it: a comma, a thrombus, a liver segment. */
const FURTHER = /^(?:$|,| TUMOR| S[1-8]$)/

/**
 * TULOC of a location as collected: the organ, without segment, number or growth. A text that begins
 * with no known site stands as it is. @source CDISC controlled terminology, codelist LOC (C74456)
 */
export function tumourLocation(collected: string): string {
  const text = collected.trim().toUpperCase()
  if (WHOLE_TERMS.has(text)) return text
  const site = SITES.find(
    ([start]) => text.startsWith(start) && FURTHER.test(text.slice(start.length)),
  )
  return site === undefined ? collected.trim() : site[1]
}
