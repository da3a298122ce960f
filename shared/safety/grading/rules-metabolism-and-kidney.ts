import type { RuleText } from './rule.ts'

/** Electrolytes, glucose, lipids, albumin, kidney and urine. @source CTCAE v5.0; wording of `bands`: see `rule.ts`. */
export const METABOLISM_AND_KIDNEY_RULES: readonly RuleText[] = [
  {
    term: 'Blood bicarbonate decreased',
    llt: '10005359',
    analyte: 'bicarbonate',
    direction: 'low',
    extent: 'partial',
    units: ['mmol/L', 'mEq/L'],
    ladders: [{ id: 'default', bands: ['1 <LLN !interventionInitiated'] }],
  },
  {
    term: 'Cholesterol high',
    llt: '10008661',
    analyte: 'cholesterol',
    direction: 'high',
    extent: 'full',
    units: ['mg/dL', 'mmol/L'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >ULN <=300|7.75',
          '2 >300|7.75 <=400|10.34',
          '3 >400|10.34 <=500|12.92',
          '4 >500|12.92',
        ],
      },
    ],
  },
  {
    term: 'Creatinine increased',
    llt: '10011368',
    analyte: 'creatinine',
    direction: 'high',
    extent: 'full',
    units: ['umol/L', 'mg/dL'],
    ladders: [
      {
        id: 'uln',
        bands: ['1 >ULN <=1.5*ULN', '2 >1.5*ULN <=3*ULN', '3 >3*ULN <=6*ULN', '4 >6*ULN'],
      },
      { id: 'baseline', bands: ['2 >1.5*BASE <=3*BASE', '3 >3*BASE'] },
    ],
  },
  {
    term: 'Acidosis',
    llt: '10000486',
    analyte: 'blood-ph',
    direction: 'low',
    extent: 'full',
    units: ['pH'],
    ladders: [{ id: 'default', bands: ['1 >=7.3 <LLN', '3 <7.3'] }],
    mayBeRaised: '4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Alkalosis',
    llt: '10001680',
    analyte: 'blood-ph',
    direction: 'high',
    extent: 'full',
    units: ['pH'],
    ladders: [{ id: 'default', bands: ['1 >ULN <=7.5', '3 >7.5'] }],
    mayBeRaised: '4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hypercalcemia',
    llt: '10020587',
    analyte: 'calcium-corrected',
    direction: 'high',
    extent: 'full',
    units: ['mg/dL', 'mmol/L'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >ULN <=11.5|2.9',
          '2 >11.5|2.9 <=12.5|3.1',
          '3 >12.5|3.1 <=13.5|3.4',
          '4 >13.5|3.4',
        ],
      },
    ],
    mayBeRaised:
      '2 symptomatic, 3 hospitalization-indicated, 4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hypercalcemia',
    llt: '10020587',
    analyte: 'calcium-ionized',
    direction: 'high',
    extent: 'full',
    units: ['mmol/L'],
    ladders: [{ id: 'default', bands: ['1 >ULN <=1.5', '2 >1.5 <=1.6', '3 >1.6 <=1.8', '4 >1.8'] }],
    mayBeRaised:
      '2 symptomatic, 3 hospitalization-indicated, 4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hypocalcemia',
    llt: '10020949',
    analyte: 'calcium-corrected',
    direction: 'low',
    extent: 'full',
    units: ['mg/dL', 'mmol/L'],
    ladders: [
      {
        id: 'default',
        bands: ['1 >=8|2 <LLN', '2 >=7|1.75 <8|2', '3 >=6|1.5 <7|1.75', '4 <6|1.5'],
      },
    ],
    mayBeRaised:
      '2 symptomatic, 3 hospitalization-indicated, 4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hypocalcemia',
    llt: '10020949',
    analyte: 'calcium-ionized',
    direction: 'low',
    extent: 'full',
    units: ['mmol/L'],
    ladders: [{ id: 'default', bands: ['1 >=1 <LLN', '2 >=0.9 <1', '3 >=0.8 <0.9', '4 <0.8'] }],
    mayBeRaised:
      '2 symptomatic, 3 hospitalization-indicated, 4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hyperglycemia',
    llt: '10020639',
    analyte: 'glucose',
    direction: 'high',
    extent: 'partial',
    units: ['mg/dL', 'mmol/L'],
    ladders: [{ id: 'default', bands: ['1 >ULN >BASE !medicalIntervention'] }],
    mayBeRaised:
      '2 change-in-daily-management-of-a-diabetic, 2 oral-antiglycemic-agent-initiated, 2 workup-for-diabetes, 3 insulin-therapy-initiated, 3 hospitalization-indicated, 4 life-threatening-consequences, 4 urgent-intervention-indicated, 5 death',
  },
  {
    term: 'Hyperkalemia',
    llt: '10020647',
    analyte: 'potassium',
    direction: 'high',
    extent: 'full',
    units: ['mmol/L', 'mEq/L'],
    ladders: [
      { id: 'default', bands: ['1 >ULN <=5.5|5.5', '2 >5.5|5.5 <=6|6', '3 >6|6 <=7|7', '4 >7|7'] },
    ],
    mayBeRaised:
      '2 intervention-initiated, 3 hospitalization-indicated, 4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hypermagnesemia',
    llt: '10020670',
    analyte: 'magnesium',
    direction: 'high',
    extent: 'full',
    units: ['mg/dL', 'mmol/L'],
    ladders: [{ id: 'default', bands: ['1 >ULN <=3|1.23', '3 >3|1.23 <=8|3.3', '4 >8|3.3'] }],
    mayBeRaised: '4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hypernatremia',
    llt: '10020680',
    analyte: 'sodium',
    direction: 'high',
    extent: 'full',
    units: ['mmol/L', 'mEq/L'],
    ladders: [
      {
        id: 'default',
        bands: ['1 >ULN <=150|150', '2 >150|150 <=155|155', '3 >155|155 <=160|160', '4 >160|160'],
      },
    ],
    mayBeRaised:
      '2 intervention-initiated, 3 hospitalization-indicated, 4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hypertriglyceridemia',
    llt: '10020870',
    analyte: 'triglycerides',
    direction: 'high',
    extent: 'full',
    units: ['mg/dL', 'mmol/L'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >=150|1.71 <=300|3.42',
          '2 >300|3.42 <=500|5.7',
          '3 >500|5.7 <=1000|11.4',
          '4 >1000|11.4',
        ],
      },
    ],
    mayBeRaised: '4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hyperuricemia',
    llt: '10020907',
    analyte: 'urate',
    direction: 'high',
    extent: 'full',
    units: ['umol/L', 'mg/dL'],
    ladders: [
      {
        id: 'default',
        bands: ['1 >ULN !physiologicConsequences', '3 >ULN physiologicConsequences'],
      },
    ],
    mayBeRaised: '4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hypoalbuminemia',
    llt: '10020943',
    analyte: 'albumin',
    direction: 'low',
    extent: 'full',
    units: ['g/dL', 'g/L'],
    ladders: [{ id: 'default', bands: ['1 >=3|30 <LLN', '2 >=2|20 <3|30', '3 <2|20'] }],
    mayBeRaised: '4 life-threatening-consequences, 4 urgent-intervention-indicated, 5 death',
  },
  {
    term: 'Hypoglycemia',
    llt: '10021005',
    analyte: 'glucose',
    direction: 'low',
    extent: 'full',
    units: ['mg/dL', 'mmol/L'],
    ladders: [
      {
        id: 'default',
        bands: ['1 >=55|3 <LLN', '2 >=40|2.2 <55|3', '3 >=30|1.7 <40|2.2', '4 <30|1.7'],
      },
    ],
    mayBeRaised: '4 life-threatening-consequences, 4 seizures, 5 death',
  },
  {
    term: 'Hypokalemia',
    llt: '10021018',
    analyte: 'potassium',
    direction: 'low',
    extent: 'full',
    units: ['mmol/L', 'mEq/L'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >=3|3 <LLN !symptomaticOrIntervention',
          '2 >=3|3 <LLN symptomaticOrIntervention',
          '3 >=2.5|2.5 <3|3',
          '4 <2.5|2.5',
        ],
      },
    ],
    mayBeRaised:
      '2 intervention-indicated, 3 hospitalization-indicated, 4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hypomagnesemia',
    llt: '10021028',
    analyte: 'magnesium',
    direction: 'low',
    extent: 'full',
    units: ['mg/dL', 'mmol/L'],
    ladders: [
      {
        id: 'default',
        bands: ['1 >=1.2|0.5 <LLN', '2 >=0.9|0.4 <1.2|0.5', '3 >=0.7|0.3 <0.9|0.4', '4 <0.7|0.3'],
      },
    ],
    mayBeRaised: '4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Hyponatremia',
    llt: '10021038',
    analyte: 'sodium',
    direction: 'low',
    extent: 'full',
    units: ['mmol/L', 'mEq/L'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >=130|130 <LLN',
          '2 >=125|125 <130|130 !symptomatic',
          '3 >=125|125 <130|130 symptomatic',
          '3 >=120|120 <125|125',
          '4 <120|120',
        ],
      },
    ],
    mayBeRaised: '4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Chronic kidney disease',
    llt: '10064848',
    analyte: 'egfr-or-crcl',
    direction: 'low',
    extent: 'full',
    units: ['mL/min/1.73m2'],
    ladders: [{ id: 'default', bands: ['1 >=60 <LLN', '2 >=30 <60', '3 >=15 <30', '4 <15'] }],
    mayBeRaised:
      '1 proteinuria-2-plus-present, 1 urine-protein-creatinine-ratio-above-0.5, 4 dialysis-or-renal-transplant-indicated, 5 death',
  },
  {
    term: 'Proteinuria',
    llt: '10037032',
    analyte: 'urine-protein-24h',
    direction: 'high',
    extent: 'full',
    units: ['g/24h'],
    ladders: [{ id: 'default', bands: ['1 >=ULN <1', '2 >=1 <3.5', '3 >=3.5'] }],
  },
  {
    term: 'Proteinuria',
    llt: '10037032',
    analyte: 'urine-protein-dipstick',
    direction: 'high',
    extent: 'full',
    units: ['dipstick'],
    ladders: [{ id: 'default', bands: ['1 in:1+', '2 in:2+,3+', '3 in:4+'] }],
  },
]
