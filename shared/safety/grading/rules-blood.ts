import type { RuleText } from './rule.ts'

/** Blood counts, haemoglobin and coagulation. @source CTCAE v5.0; wording of `bands`: see `rule.ts`. */
export const BLOOD_RULES: readonly RuleText[] = [
  {
    term: 'Anemia',
    llt: '10002272',
    analyte: 'hemoglobin',
    direction: 'low',
    extent: 'full',
    units: ['g/dL', 'g/L', 'mmol/L'],
    ladders: [
      { id: 'default', bands: ['1 >=10|100|6.2 <LLN', '2 >=8|80|4.9 <10|100|6.2', '3 <8|80|4.9'] },
    ],
    mayBeRaised:
      '3 transfusion-indicated, 4 life-threatening-consequences, 4 urgent-intervention-indicated, 5 death',
  },
  {
    term: 'Leukocytosis',
    llt: '10024378',
    analyte: 'leukocytes',
    direction: 'high',
    extent: 'full',
    units: ['10^9/L', '10^3/uL', '/mm3'],
    ladders: [{ id: 'default', bands: ['3 >100|100|100000'] }],
    mayBeRaised:
      '4 clinical-manifestations-of-leucostasis, 4 urgent-intervention-indicated, 5 death',
  },
  {
    term: 'Eosinophilia',
    llt: '10014950',
    analyte: 'eosinophils',
    direction: 'high',
    extent: 'partial',
    units: ['10^9/L', '10^3/uL', '/mm3'],
    ladders: [{ id: 'default', bands: ['1 >ULN >BASE'] }],
    mayBeRaised: '3 steroids-initiated',
  },
  {
    term: 'Methemoglobinemia',
    llt: '10027506',
    analyte: 'methemoglobin',
    direction: 'high',
    extent: 'partial',
    units: ['%'],
    ladders: [{ id: 'default', bands: ['2 >ULN'] }],
    mayBeRaised: '3 urgent-intervention-required, 4 life-threatening-consequences, 5 death',
  },
  {
    term: 'Activated partial thromboplastin time prolonged',
    llt: '10000636',
    analyte: 'aptt',
    direction: 'high',
    extent: 'full',
    units: ['s'],
    ladders: [{ id: 'default', bands: ['1 >ULN <=1.5*ULN', '2 >1.5*ULN <=2.5*ULN', '3 >2.5*ULN'] }],
    mayBeRaised: '3 bleeding',
  },
  {
    term: 'CD4 lymphocytes decreased',
    llt: '10007839',
    analyte: 'cd4',
    direction: 'low',
    extent: 'full',
    units: ['10^9/L', '10^3/uL', '/mm3'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >=0.5|0.5|500 <LLN',
          '2 >=0.2|0.2|200 <0.5|0.5|500',
          '3 >=0.05|0.05|50 <0.2|0.2|200',
          '4 <0.05|0.05|50',
        ],
      },
    ],
  },
  {
    term: 'Fibrinogen decreased',
    llt: '10016596',
    analyte: 'fibrinogen',
    direction: 'low',
    extent: 'full',
    units: ['g/L', 'mg/dL'],
    ladders: [
      {
        id: 'lln',
        bands: [
          '1 >=0.75*LLN <LLN',
          '2 >=0.5*LLN <0.75*LLN',
          '3 >=0.25*LLN <0.5*LLN',
          '4 <0.25*LLN',
          '4 <0.5|50',
        ],
      },
      {
        id: 'percent-drop',
        bands: ['2 >=25%down <50%down <LLN', '3 >=50%down <75%down <LLN', '4 >=75%down <LLN'],
      },
    ],
  },
  {
    term: 'Haptoglobin decreased',
    llt: '10019150',
    analyte: 'haptoglobin',
    direction: 'low',
    extent: 'full',
    units: ['g/L', 'mg/dL'],
    ladders: [{ id: 'default', bands: ['1 <LLN'] }],
  },
  {
    term: 'Hemoglobin increased',
    llt: '10055599',
    analyte: 'hemoglobin',
    direction: 'high',
    extent: 'full',
    units: ['g/dL', 'g/L'],
    ladders: [
      { id: 'default', bands: ['1 >ULN <=ULN+2|20', '2 >ULN+2|20 <=ULN+4|40', '3 >ULN+4|40'] },
    ],
  },
  {
    term: 'INR increased',
    llt: '10022402',
    analyte: 'inr',
    direction: 'high',
    extent: 'full',
    units: ['ratio'],
    ladders: [
      { id: 'absolute', bands: ['1 >1.2 <=1.5', '2 >1.5 <=2.5', '3 >2.5'] },
      {
        id: 'baseline-on-anticoagulation',
        bands: [
          '1 >BASE <=1.5*BASE onAnticoagulation',
          '2 >1.5*BASE <=2.5*BASE onAnticoagulation',
          '3 >2.5*BASE onAnticoagulation',
        ],
      },
    ],
    mayBeRaised: '1 monitoring-only-indicated, 2 dose-adjustment-indicated, 3 bleeding',
  },
  {
    term: 'Lymphocyte count decreased',
    llt: '10025256',
    analyte: 'lymphocytes',
    direction: 'low',
    extent: 'full',
    units: ['10^9/L', '10^3/uL', '/mm3'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >=0.8|0.8|800 <LLN',
          '2 >=0.5|0.5|500 <0.8|0.8|800',
          '3 >=0.2|0.2|200 <0.5|0.5|500',
          '4 <0.2|0.2|200',
        ],
      },
    ],
  },
  {
    term: 'Lymphocyte count increased',
    llt: '10025258',
    analyte: 'lymphocytes',
    direction: 'high',
    extent: 'full',
    units: ['10^9/L', '10^3/uL', '/mm3'],
    ladders: [{ id: 'default', bands: ['2 >4|4|4000 <=20|20|20000', '3 >20|20|20000'] }],
  },
  {
    term: 'Neutrophil count decreased',
    llt: '10029366',
    analyte: 'neutrophils',
    direction: 'low',
    extent: 'full',
    units: ['10^9/L', '10^3/uL', '/mm3'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >=1.5|1.5|1500 <LLN',
          '2 >=1|1|1000 <1.5|1.5|1500',
          '3 >=0.5|0.5|500 <1|1|1000',
          '4 <0.5|0.5|500',
        ],
      },
    ],
  },
  {
    term: 'Platelet count decreased',
    llt: '10035528',
    analyte: 'platelets',
    direction: 'low',
    extent: 'full',
    units: ['10^9/L', '10^3/uL', '/mm3'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >=75|75|75000 <LLN',
          '2 >=50|50|50000 <75|75|75000',
          '3 >=25|25|25000 <50|50|50000',
          '4 <25|25|25000',
        ],
      },
    ],
  },
  {
    term: 'White blood cell decreased',
    llt: '10049182',
    analyte: 'leukocytes',
    direction: 'low',
    extent: 'full',
    units: ['10^9/L', '10^3/uL', '/mm3'],
    ladders: [
      {
        id: 'default',
        bands: [
          '1 >=3|3|3000 <LLN',
          '2 >=2|2|2000 <3|3|3000',
          '3 >=1|1|1000 <2|2|2000',
          '4 <1|1|1000',
        ],
      },
    ],
  },
]
