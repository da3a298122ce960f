import { standardUnit } from './standard-value.ts'

/**
 * What tells a slip from a finding, for one test in its standard unit. Results outside `least` to
 * `most` are slips of unit or decimal point as a rule: the bounds lie beyond what survivors have been
 * seen with, and where one can, inside what a usual slip gives. Below `small` two results are alike.
 */
export interface ResultBounds {
  readonly unit: string
  readonly least: number
  readonly most: number
  readonly small: number
  /** Moves with the disease or its treatment: `tumour` a hundredfold and more, `virus` without bound. */
  readonly marker: 'tumour' | 'virus' | null
}

/**
 * test | least | most | small | marker | why these bounds
 * @source extremes of case reports and measuring ranges, set wide; a bound only asks, and a true
 *   result is confirmed with a reason
 */
const BOUNDS = `
WBC | 0 | 1000 | 0.5 | - | leukaemia to 900; a count per mm3 is in the thousands
RBC | 0.5 | 12 | 0 | - | polycythaemia to 10; a slip of the point gives 40
NEUT | 0 | 500 | 0.2 | - | leukaemia; a count per mm3 is 1000 to 8000
LYM | 0 | 800 | 0.2 | - | lymphatic leukaemia; a count per mm3 is 1000 to 4000
MONO | 0 | 100 | 0.2 | - | leukaemia; a count per mm3 is 200 to 1000
EOS | 0 | 100 | 0.5 | - | hypereosinophilia; normal results move between 0 and 0.5
HGB | 20 | 260 | 0 | - | severest anaemia survived; g/dL is 5 to 18
HCT | 6 | 80 | 0 | - | a fraction is 0.2 to 0.6
PLT | 0 | 3000 | 5 | - | thrombocythaemia; a count per mm3 is in the ten thousands
PT | 5 | 300 | 0 | - | no clot by 300 s; an INR is about 1
INR | 0.5 | 10 | 0 | - | laboratories report more than 10 as >10; a slip of the point gives 9 to 13
APTT | 10 | 400 | 0 | - | no clot by 300 s
TT | 5 | 400 | 0 | - | no clot by 300 s
FIBRINO | 0 | 20 | 0.5 | - | acute phase to 12; mg/dL is 150 to 400
DDIMER | 0 | 250 | 1 | - | disseminated coagulation to 200; ug/L is in the hundreds
ALT | 1 | 30000 | 10 | - | ischaemic hepatitis to 20000; ukat/L of a normal result is below 1
AST | 1 | 50000 | 10 | - | ischaemic hepatitis to 30000; ukat/L of a normal result is below 1
ALP | 5 | 20000 | 20 | - | cholestasis and bone disease to 10000; ukat/L is 0.5 to 2
GGT | 1 | 20000 | 10 | - | cholestasis to 10000; ukat/L of a normal result is below 1
LDH | 10 | 100000 | 50 | - | lymphoma and tumour lysis to 60000; ukat/L is 2 to 4
TBIL | 1 | 1500 | 8 | - | cholestasis with haemolysis to 1200; mg/dL of a normal result is below 1
DBIL | 0 | 1200 | 8 | - | as total bilirubin; normal results move between 0.5 and 7
BILDIR | 0 | 1200 | 8 | - | as total bilirubin; normal results move between 0.5 and 7
PROT | 20 | 150 | 0 | - | myeloma to 140; g/dL is 4 to 10
ALB | 8 | 80 | 0 | - | severest loss about 10; g/dL is 1.5 to 5
PREALB | 5 | 1000 | 20 | - | g/L is 0.1 to 0.4
AMMONIA | 0 | 3000 | 15 | - | hyperammonaemia to 2000
CREAT | 8 | 3000 | 0 | - | untreated uraemia to 2500; mg/dL of a usual result is 0.4 to 5
UREAN | 0.2 | 120 | 1 | - | untreated uraemia to 100
URATE | 9 | 3000 | 30 | - | tumour lysis to 2000; mg/dL is 2 to 9
GLUC | 0.3 | 65 | 0 | - | hyperosmolar states to 60; mg/dL is 70 and more
SODIUM | 90 | 210 | 0 | - | extremes survived 99 and 202
K | 0.8 | 14 | 0 | - | extremes survived 0.9 and 14; a slip of the point gives 35 to 55
CL | 50 | 180 | 0 | - | extremes of alkalosis and salt poisoning
BICARB | 1 | 70 | 0 | - | extremes of acidosis and alkalosis
CA | 0.5 | 7 | 0 | - | parathyroid crisis to 6.5; mg/dL is 8 to 11
CACR | 0.5 | 7 | 0 | - | parathyroid crisis to 6.5; mg/dL is 8 to 11
CAION | 0.2 | 4 | 0 | - | parathyroid crisis to 3.6; mg/dL is 4 to 5.5
MG | 0.1 | 12 | 0.2 | - | magnesium poisoning to 10
PHOS | 0.05 | 12 | 0.3 | - | tumour lysis to 10
AMYLASE | 1 | 50000 | 20 | - | pancreatitis to 20000
LIPASE | 1 | 100000 | 15 | - | pancreatitis to 50000
CK | 3 | 2000000 | 30 | - | rhabdomyolysis to 1000000
CKMB | 0 | 5000 | 4 | - | infarction to 1000
TROPONI | 0 | 5000 | 0.04 | - | infarction to 1000; below the usual limit nothing is read from it
TROPONT | 0 | 100 | 0.014 | - | infarction to 50; below the usual limit nothing is read from it
BNPPRONT | 0 | 400000 | 125 | - | heart and kidney failure to 200000; below the usual limit nothing is read from it
EGFR | 0 | 250 | 0 | - | no formula gives more in an adult
CHOL | 0.2 | 80 | 0 | - | lipoprotein X to 60; mg/dL is 100 and more
TRIG | 0.05 | 250 | 0.3 | - | chylomicronaemia to 200
TSH | 0 | 1500 | 0.5 | - | hypothyroidism to 1000; thyroiditis leaves nothing to measure
T3FR | 0 | 80 | 1 | - | thyrotoxicosis beyond measuring ranges
T4FR | 0 | 250 | 3 | - | thyrotoxicosis beyond measuring ranges
CORT | 0 | 10000 | 50 | - | ectopic secretion; insufficiency leaves nothing to measure
ACTH | 0 | 2000 | 2 | - | ectopic secretion; insufficiency leaves nothing to measure
PROT24 | 0 | 60 | 0.2 | - | nephrotic loss to 50; mg is 50 and more
PROTU24 | 0 | 60 | 0.2 | - | nephrotic loss to 50; mg is 50 and more
AFP | 0 | 20000000 | 0 | tumour | hepatocellular cancer to 10 million
PIVKAII | 0 | 100000000 | 0 | tumour | hepatocellular cancer to tens of millions
AFPL3 | 0 | 100 | 0 | tumour | a percentage
CEA | 0 | 1000000 | 0 | tumour | metastatic cancer to 100000
CA19_9AG | 0 | 10000000 | 0 | tumour | metastatic and biliary disease to millions
HBDNA | 0 | 100000000000 | 0 | virus | immune tolerance to 10 billion
HBVDNA | 0 | 100000000000 | 0 | virus | immune tolerance to 10 billion
HCRNA | 0 | 10000000000 | 0 | virus | viraemia to 100 million
`

const BY_TEST: ReadonlyMap<string, ResultBounds> = new Map(
  BOUNDS.trim()
    .split('\n')
    .map((line) => toBounds(line.split(' | '))),
)

function toBounds(cells: readonly string[]): readonly [string, ResultBounds] {
  const [test = '', least = '', most = '', small = '', marker = ''] = cells
  const bounds: ResultBounds = {
    unit: standardUnit(test) ?? '',
    ...{ least: Number(least), most: Number(most), small: Number(small) },
    marker: marker === 'tumour' || marker === 'virus' ? marker : null,
  }
  return [test, bounds]
}

/** The code a test is listed under, where reports bear another. */
const OTHER_CODES: Readonly<Record<string, string>> = { BILI: 'TBIL', PLAT: 'PLT' }

/** The bounds of a test; null where none are known. */
export function boundsOf(test: string): ResultBounds | null {
  return BY_TEST.get(OTHER_CODES[test] ?? test) ?? null
}
