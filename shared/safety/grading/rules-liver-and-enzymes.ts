import type { RuleText } from './rule.ts'

/** Liver values, other enzymes, cardiac markers, hormones. @source CTCAE v5.0; wording of `bands`: see `rule.ts`. */
export const LIVER_AND_ENZYME_RULES: readonly RuleText[] = [
  {
    term: 'Alanine aminotransferase increased',
    llt: '10001551',
    analyte: 'alt',
    direction: 'high',
    extent: 'full',
    units: ['U/L', 'ukat/L'],
    ladders: [
      {
        id: 'baseline-normal',
        baseline: 'not-high',
        bands: ['1 >ULN <=3*ULN', '2 >3*ULN <=5*ULN', '3 >5*ULN <=20*ULN', '4 >20*ULN'],
      },
      {
        id: 'baseline-abnormal',
        baseline: 'high',
        bands: ['1 >=1.5*BASE <=3*BASE', '2 >3*BASE <=5*BASE', '3 >5*BASE <=20*BASE', '4 >20*BASE'],
      },
    ],
  },
  {
    term: 'Aspartate aminotransferase increased',
    llt: '10003481',
    analyte: 'ast',
    direction: 'high',
    extent: 'full',
    units: ['U/L', 'ukat/L'],
    ladders: [
      {
        id: 'baseline-normal',
        baseline: 'not-high',
        bands: ['1 >ULN <=3*ULN', '2 >3*ULN <=5*ULN', '3 >5*ULN <=20*ULN', '4 >20*ULN'],
      },
      {
        id: 'baseline-abnormal',
        baseline: 'high',
        bands: ['1 >=1.5*BASE <=3*BASE', '2 >3*BASE <=5*BASE', '3 >5*BASE <=20*BASE', '4 >20*BASE'],
      },
    ],
  },
  {
    term: 'Alkaline phosphatase increased',
    llt: '10001675',
    analyte: 'alp',
    direction: 'high',
    extent: 'full',
    units: ['U/L', 'ukat/L'],
    ladders: [
      {
        id: 'baseline-normal',
        baseline: 'not-high',
        bands: ['1 >ULN <=2.5*ULN', '2 >2.5*ULN <=5*ULN', '3 >5*ULN <=20*ULN', '4 >20*ULN'],
      },
      {
        id: 'baseline-abnormal',
        baseline: 'high',
        bands: [
          '1 >=2*BASE <=2.5*BASE',
          '2 >2.5*BASE <=5*BASE',
          '3 >5*BASE <=20*BASE',
          '4 >20*BASE',
        ],
      },
    ],
  },
  {
    term: 'GGT increased',
    llt: '10056910',
    analyte: 'ggt',
    direction: 'high',
    extent: 'full',
    units: ['U/L', 'ukat/L'],
    ladders: [
      {
        id: 'baseline-normal',
        baseline: 'not-high',
        bands: ['1 >ULN <=2.5*ULN', '2 >2.5*ULN <=5*ULN', '3 >5*ULN <=20*ULN', '4 >20*ULN'],
      },
      {
        id: 'baseline-abnormal',
        baseline: 'high',
        bands: [
          '1 >=2*BASE <=2.5*BASE',
          '2 >2.5*BASE <=5*BASE',
          '3 >5*BASE <=20*BASE',
          '4 >20*BASE',
        ],
      },
    ],
  },
  {
    term: 'Blood bilirubin increased',
    llt: '10005364',
    analyte: 'bilirubin',
    direction: 'high',
    extent: 'full',
    units: ['mg/dL', 'umol/L'],
    ladders: [
      {
        id: 'baseline-normal',
        baseline: 'not-high',
        bands: ['1 >ULN <=1.5*ULN', '2 >1.5*ULN <=3*ULN', '3 >3*ULN <=10*ULN', '4 >10*ULN'],
      },
      {
        id: 'baseline-abnormal',
        baseline: 'high',
        bands: ['1 >BASE <=1.5*BASE', '2 >1.5*BASE <=3*BASE', '3 >3*BASE <=10*BASE', '4 >10*BASE'],
      },
    ],
  },
  {
    term: 'Blood lactate dehydrogenase increased',
    llt: '10005630',
    analyte: 'ldh',
    direction: 'high',
    extent: 'full',
    units: ['U/L'],
    ladders: [{ id: 'default', bands: ['1 >ULN'] }],
  },
  {
    term: 'Cardiac troponin I increased',
    llt: '10007612',
    analyte: 'troponin-i',
    direction: 'high',
    extent: 'full',
    units: ['ng/mL', 'ng/L', 'ug/L'],
    ladders: [{ id: 'default', bands: ['1 >ULN <MI', '3 >=MI'] }],
  },
  {
    term: 'Cardiac troponin T increased',
    llt: '10007613',
    analyte: 'troponin-t',
    direction: 'high',
    extent: 'full',
    units: ['ng/mL', 'ng/L', 'ug/L'],
    ladders: [{ id: 'default', bands: ['1 >ULN <MI', '3 >=MI'] }],
  },
  {
    term: 'CPK increased',
    llt: '10011268',
    analyte: 'ck',
    direction: 'high',
    extent: 'full',
    units: ['U/L'],
    ladders: [
      {
        id: 'default',
        bands: ['1 >ULN <=2.5*ULN', '2 >2.5*ULN <=5*ULN', '3 >5*ULN <=10*ULN', '4 >10*ULN'],
      },
    ],
  },
  {
    term: 'Lipase increased',
    llt: '10024574',
    analyte: 'lipase',
    direction: 'high',
    extent: 'full',
    units: ['U/L'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >ULN <=1.5*ULN',
          '2 >1.5*ULN <=2*ULN',
          '2 >2*ULN <=5*ULN !symptomatic',
          '3 >2*ULN <=5*ULN symptomatic',
          '3 >5*ULN !symptomatic',
          '4 >5*ULN symptomatic',
        ],
      },
    ],
  },
  {
    term: 'Pancreatic enzymes decreased',
    llt: '10062646',
    analyte: 'pancreatic-enzymes',
    direction: 'low',
    extent: 'partial',
    units: ['U/L'],
    ladders: [{ id: 'default', bands: ['1 <LLN !symptomatic'] }],
    mayBeRaised:
      '2 stool-frequency-bulk-or-odour-increase-or-steatorrhoea, 3 sequelae-of-absorption-deficiency',
  },
  {
    term: 'Serum amylase increased',
    llt: '10040139',
    analyte: 'amylase',
    direction: 'high',
    extent: 'full',
    units: ['U/L'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >ULN <=1.5*ULN',
          '2 >1.5*ULN <=2*ULN',
          '2 >2*ULN <=5*ULN !symptomatic',
          '3 >2*ULN <=5*ULN symptomatic',
          '3 >5*ULN !symptomatic',
          '4 >5*ULN symptomatic',
        ],
      },
    ],
  },
  {
    term: 'Thyroid stimulating hormone increased',
    llt: '10043770',
    analyte: 'tsh',
    direction: 'high',
    extent: 'partial',
    units: ['mIU/L', 'uIU/mL'],
    ladders: [{ id: 'default', bands: ['1 >ULN !interventionInitiated'] }],
  },
  {
    term: 'Sinusoidal obstruction syndrome',
    llt: '10063675',
    analyte: 'bilirubin',
    direction: 'high',
    extent: 'partial',
    units: ['mg/dL'],
    offered: false,
    ladders: [{ id: 'default', bands: ['2 >=2 <=5', '3 >5'] }],
    mayBeRaised:
      '2 minor-interventions-required, 3 coagulation-modifier-indicated, 3 reversal-of-flow-on-ultrasound, 4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Oligospermia',
    llt: '10030300',
    analyte: 'sperm-concentration',
    direction: 'low',
    extent: 'full',
    units: ['10^6/mL'],
    ladders: [{ id: 'default', bands: ['1 >0 <15'] }],
  },
]
