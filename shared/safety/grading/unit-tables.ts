interface UnitAlias {
  readonly unit: string
  readonly writtenAs: readonly string[]
}

/** Spellings met in laboratory reports; `µ` is read as `u`, capitals do not matter. */
export const UNIT_ALIASES: readonly UnitAlias[] = [
  { unit: '/mm3', writtenAs: ['/uL', '1/uL', 'cells/uL', '10^3/mL', '10^6/L'] },
  { unit: '10^9/L', writtenAs: ['x10^9/L', '10*9/L', '×10^9/L', '10⁹/L'] },
  { unit: '10^12/L', writtenAs: ['10^6/uL', '10*6/uL', '10^6/mm3'] },
  { unit: '10^4/uL', writtenAs: ['10*4/uL', '10^4/mm3'] },
  { unit: '10^3/uL', writtenAs: ['K/uL', '10*3/uL', '10^3/mm3'] },
  { unit: 'U/L', writtenAs: ['IU/L'] },
  { unit: 's', writtenAs: ['sec', 'secs'] },
  { unit: 'ratio', writtenAs: ['1'] },
  { unit: 'Cel', writtenAs: ['°C', 'degC', '℃'] },
  { unit: '[degF]', writtenAs: ['°F', 'degF', '℉'] },
  { unit: 'ms', writtenAs: ['msec'] },
  { unit: 'mL/min/1.73m2', writtenAs: ['mL/min/{1.73_m2}'] },
  { unit: 'ng/mL', writtenAs: ['ug/L'] },
  { unit: 'ng/L', writtenAs: ['pg/mL'] },
  { unit: 'pg/mL', writtenAs: ['ng/L'] },
  { unit: 'mIU/L', writtenAs: ['mU/L'] },
  { unit: 'uIU/mL', writtenAs: ['uU/mL'] },
  { unit: 'mmHg', writtenAs: ['mm[Hg]'] },
]

interface UnitConversion {
  readonly analytes: readonly string[]
  readonly from: string
  readonly to: string
  /** `to = (from - offset) * factor`; the offset is 0 except for temperatures. */
  readonly factor: number
  readonly offset?: number
}

const COUNTS = ['leukocytes', 'neutrophils', 'lymphocytes', 'platelets', 'eosinophils', 'cd4']
const CALCIUM = ['calcium', 'calcium-corrected', 'calcium-ionized']
const ENZYMES = ['alt', 'ast', 'alp', 'ggt', 'ldh', 'ck', 'lipase', 'amylase']
const TROPONINS = ['troponin-i', 'troponin-t']
const TEMPERATURES = ['body-temperature']

/** Rises with each changed factor: exported standard values name it beside the factor. */
export const UNIT_CONVERSIONS_VERSION = '1'

/** Factors from molar masses and exact definitions; haemoglobin counts the monomer (16,114.5 g/mol). */
export const UNIT_CONVERSIONS: readonly UnitConversion[] = [
  { analytes: ['hemoglobin'], from: 'g/dL', to: 'g/L', factor: 10 },
  { analytes: ['hemoglobin'], from: 'g/dL', to: 'mmol/L', factor: 0.6206 },
  { analytes: ['albumin', 'total-protein'], from: 'g/dL', to: 'g/L', factor: 10 },
  { analytes: ['bilirubin'], from: 'mg/dL', to: 'umol/L', factor: 17.1 },
  { analytes: ['creatinine'], from: 'mg/dL', to: 'umol/L', factor: 88.4 },
  { analytes: ['urea-nitrogen'], from: 'mg/dL', to: 'mmol/L', factor: 0.357 },
  { analytes: ['glucose'], from: 'mg/dL', to: 'mmol/L', factor: 0.05551 },
  { analytes: CALCIUM, from: 'mg/dL', to: 'mmol/L', factor: 0.2495 },
  { analytes: CALCIUM, from: 'mEq/L', to: 'mmol/L', factor: 0.5 },
  { analytes: ['magnesium'], from: 'mg/dL', to: 'mmol/L', factor: 0.4114 },
  { analytes: ['magnesium'], from: 'mEq/L', to: 'mmol/L', factor: 0.5 },
  { analytes: ['phosphate'], from: 'mg/dL', to: 'mmol/L', factor: 0.3229 },
  {
    analytes: ['sodium', 'potassium', 'chloride', 'bicarbonate'],
    from: 'mEq/L',
    to: 'mmol/L',
    factor: 1,
  },
  { analytes: ['cholesterol'], from: 'mg/dL', to: 'mmol/L', factor: 0.02586 },
  { analytes: ['triglycerides'], from: 'mg/dL', to: 'mmol/L', factor: 0.01129 },
  { analytes: ['urate'], from: 'mg/dL', to: 'umol/L', factor: 59.48 },
  { analytes: ['fibrinogen', 'haptoglobin'], from: 'mg/dL', to: 'g/L', factor: 0.01 },
  { analytes: COUNTS, from: '/mm3', to: '10^9/L', factor: 0.001 },
  { analytes: COUNTS, from: '10^3/uL', to: '10^9/L', factor: 1 },
  { analytes: COUNTS, from: '10^4/uL', to: '10^9/L', factor: 10 },
  { analytes: ENZYMES, from: 'ukat/L', to: 'U/L', factor: 60 },
  { analytes: ['ammonia'], from: 'ug/dL', to: 'umol/L', factor: 0.5872 },
  { analytes: ['afp'], from: 'ug/L', to: 'ng/mL', factor: 1 },
  // First international standard 72/225: 1 IU is 1.21 ng.
  { analytes: ['afp'], from: 'IU/mL', to: 'ng/mL', factor: 1.21 },
  { analytes: ['tsh'], from: 'uIU/mL', to: 'mIU/L', factor: 1 },
  { analytes: ['free-thyroxine'], from: 'ng/dL', to: 'pmol/L', factor: 12.87 },
  { analytes: ['cortisol'], from: 'ug/dL', to: 'nmol/L', factor: 27.59 },
  { analytes: ['urine-protein-24h'], from: 'mg/24h', to: 'g/24h', factor: 0.001 },
  { analytes: ['urine-protein-creatinine'], from: 'mg/mg', to: 'mg/mmol', factor: 113.1 },
  { analytes: ['lactate'], from: 'mg/dL', to: 'mmol/L', factor: 0.111 },
  { analytes: TROPONINS, from: 'ng/mL', to: 'ng/L', factor: 1000 },
  { analytes: ['weight'], from: 'lb', to: 'kg', factor: 0.45359237 },
  { analytes: TEMPERATURES, from: '[degF]', to: 'Cel', factor: 5 / 9, offset: 32 },
]
