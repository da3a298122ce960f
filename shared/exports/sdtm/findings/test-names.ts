import type { TestFacts } from './drafts.ts'

/**
 * Tests by code: name (at most 40 characters), category, specimen, and the code of the standard where
 * it is another one. @source CDISC controlled terminology, codelists LBTESTCD (C65047), LBTEST
 * (C67154), SPECTYPE (C78734); categories are the product's own
 */
const LABORATORY = `
AFP | Alpha Fetoprotein | TUMOR MARKER | SERUM OR PLASMA
PIVKAII | Protein Induced by Vitamin K Absence-II | TUMOR MARKER | SERUM OR PLASMA
AFPL3 | Alpha Fetoprotein L3 | TUMOR MARKER | SERUM OR PLASMA
CEA | Carcinoembryonic Antigen | TUMOR MARKER | SERUM OR PLASMA
CA19_9AG | Cancer Antigen 19-9 | TUMOR MARKER | SERUM OR PLASMA
ALT | Alanine Aminotransferase | CHEMISTRY | SERUM OR PLASMA
AST | Aspartate Aminotransferase | CHEMISTRY | SERUM OR PLASMA
TBIL | Bilirubin | CHEMISTRY | SERUM OR PLASMA | BILI
BILI | Bilirubin | CHEMISTRY | SERUM OR PLASMA
BILDIR | Direct Bilirubin | CHEMISTRY | SERUM OR PLASMA
DBIL | Direct Bilirubin | CHEMISTRY | SERUM OR PLASMA | BILDIR
PROT | Protein | CHEMISTRY | SERUM OR PLASMA
ALB | Albumin | CHEMISTRY | SERUM OR PLASMA
ALP | Alkaline Phosphatase | CHEMISTRY | SERUM OR PLASMA
GGT | Gamma Glutamyl Transferase | CHEMISTRY | SERUM OR PLASMA
LDH | Lactate Dehydrogenase | CHEMISTRY | SERUM OR PLASMA
PREALB | Prealbumin | CHEMISTRY | SERUM OR PLASMA
AMMONIA | Ammonia | CHEMISTRY | PLASMA
WBC | Leukocytes | HEMATOLOGY | BLOOD
RBC | Erythrocytes | HEMATOLOGY | BLOOD
NEUT | Neutrophils | HEMATOLOGY | BLOOD
LYM | Lymphocytes | HEMATOLOGY | BLOOD
MONO | Monocytes | HEMATOLOGY | BLOOD
EOS | Eosinophils | HEMATOLOGY | BLOOD
HGB | Hemoglobin | HEMATOLOGY | BLOOD
HCT | Hematocrit | HEMATOLOGY | BLOOD
PLT | Platelets | HEMATOLOGY | BLOOD | PLAT
PLAT | Platelets | HEMATOLOGY | BLOOD
PT | Prothrombin Time | COAGULATION | PLASMA
INR | Prothrombin Intl. Normalized Ratio | COAGULATION | PLASMA
APTT | Activated Partial Thromboplastin Time | COAGULATION | PLASMA
TT | Thrombin Time | COAGULATION | PLASMA
FIBRINO | Fibrinogen | COAGULATION | PLASMA
DDIMER | D-Dimer | COAGULATION | PLASMA
CREAT | Creatinine | CHEMISTRY | SERUM OR PLASMA
UREAN | Urea Nitrogen | CHEMISTRY | SERUM OR PLASMA
URATE | Urate | CHEMISTRY | SERUM OR PLASMA
GLUC | Glucose | CHEMISTRY | SERUM OR PLASMA
SODIUM | Sodium | CHEMISTRY | SERUM OR PLASMA
K | Potassium | CHEMISTRY | SERUM OR PLASMA
CL | Chloride | CHEMISTRY | SERUM OR PLASMA
BICARB | Bicarbonate | CHEMISTRY | SERUM OR PLASMA
CA | Calcium | CHEMISTRY | SERUM OR PLASMA
CACR | Calcium Corrected | CHEMISTRY | SERUM OR PLASMA
CAION | Calcium, Ionized | CHEMISTRY | SERUM OR PLASMA
MG | Magnesium | CHEMISTRY | SERUM OR PLASMA
PHOS | Phosphate | CHEMISTRY | SERUM OR PLASMA
AMYLASE | Amylase | CHEMISTRY | SERUM OR PLASMA
LIPASE | Lipase | CHEMISTRY | SERUM OR PLASMA
CK | Creatine Kinase | CHEMISTRY | SERUM OR PLASMA
CKMB | Creatine Kinase MB | CHEMISTRY | SERUM OR PLASMA
TROPONI | Troponin I | CHEMISTRY | SERUM OR PLASMA
TROPONT | Troponin T | CHEMISTRY | SERUM OR PLASMA
BNPPRONT | N-Terminal ProB-type Natriuretic Peptide | CHEMISTRY | SERUM OR PLASMA
EGFR | Glomerular Filtration Rate, Estimated | CHEMISTRY | SERUM OR PLASMA | GFRE
CHOL | Cholesterol | CHEMISTRY | SERUM OR PLASMA
TRIG | Triglycerides | CHEMISTRY | SERUM OR PLASMA
TSH | Thyrotropin | HORMONES | SERUM OR PLASMA
T3FR | Triiodothyronine, Free | HORMONES | SERUM OR PLASMA
T4FR | Thyroxine, Free | HORMONES | SERUM OR PLASMA
CORT | Cortisol | HORMONES | SERUM OR PLASMA
ACTH | Adrenocorticotropic Hormone | HORMONES | PLASMA
HCG | Choriogonadotropin Beta | PREGNANCY TEST | SERUM OR PLASMA
PROT24 | Protein, 24-Hour Collection | URINALYSIS | URINE
PROTU24 | Protein, 24-Hour Collection | URINALYSIS | URINE | PROT24
PROTU | Protein | URINALYSIS | URINE | PROT
`

/** Urine by test strip and microscope: codes that other specimens have too. */
const URINE = `
PROT | Protein | URINALYSIS | URINE
GLUC | Glucose | URINALYSIS | URINE
KETONES | Ketones | URINALYSIS | URINE
OCCBLD | Occult Blood | URINALYSIS | URINE
BILI | Bilirubin | URINALYSIS | URINE
PH | pH | URINALYSIS | URINE
SPGRAV | Specific Gravity | URINALYSIS | URINE
RBC | Erythrocytes | URINALYSIS | URINE
WBC | Leukocytes | URINALYSIS | URINE
INTP | Interpretation | URINALYSIS | URINE
`

/** @source CDISC controlled terminology, codelists MBTESTCD (C120527), MBTEST (C120528) */
const MICROBIOLOGY = `
HBSAG | Hepatitis B Virus Surface Antigen | VIROLOGY | SERUM OR PLASMA
HBEAG | Hepatitis B Virus e Antigen | VIROLOGY | SERUM OR PLASMA
HBDNA | Hepatitis B Virus DNA | VIROLOGY | SERUM OR PLASMA
HBVDNA | Hepatitis B Virus DNA | VIROLOGY | SERUM OR PLASMA | HBDNA
HCRNA | Hepatitis C Virus RNA | VIROLOGY | SERUM OR PLASMA
`

/** @source CDISC controlled terminology, codelists ISTESTCD (C120525), ISTEST (C120526) */
const IMMUNOGENICITY = `
ADA_BAB | Binding Antidrug Antibody | ANTIDRUG ANTIBODY | SERUM OR PLASMA
ADA_NAB | Neutralizing Binding Antidrug Antibody | ANTIDRUG ANTIBODY | SERUM OR PLASMA
HBSAB | Hepatitis B Virus Surface Antibody | SEROLOGY | SERUM OR PLASMA
HBEAB | Hepatitis B Virus e Antibody | SEROLOGY | SERUM OR PLASMA
HBCAB | Hepatitis B Virus Core Antibody | SEROLOGY | SERUM OR PLASMA
HCVAB | Hepatitis C Virus Antibody | SEROLOGY | SERUM OR PLASMA | HCAB
HIV12AB | HIV-1/2 Antibody | SEROLOGY | SERUM OR PLASMA
`

export type TestTable = ReadonlyMap<string, TestFacts>

function readTable(text: string): TestTable {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [own = '', name = '', category = '', specimen = '', code = own] = line.split(' | ')
        return [own, { code, name, values: { CAT: category, SPEC: specimen } }]
      }),
  )
}

export const LABORATORY_NAMES = readTable(LABORATORY)
export const URINE_NAMES = readTable(URINE)
export const MICROBIOLOGY_NAMES = readTable(MICROBIOLOGY)
export const IMMUNOGENICITY_NAMES = readTable(IMMUNOGENICITY)

function named(names: Readonly<Record<string, string>>, values: TestFacts['values']): TestTable {
  const facts = (code: string, name: string): TestFacts =>
    values === undefined ? { code, name } : { code, name, values }
  return new Map(Object.entries(names).map(([code, name]) => [code, facts(code, name)]))
}

/** @source CDISC controlled terminology, codelists VSTESTCD (C66741), VSTEST (C67153) */
export const VITAL_NAMES = named(
  {
    SYSBP: 'Systolic Blood Pressure',
    DIABP: 'Diastolic Blood Pressure',
    PULSE: 'Pulse Rate',
    TEMP: 'Temperature',
    RESP: 'Respiratory Rate',
    HEIGHT: 'Height',
    WEIGHT: 'Weight',
    BMI: 'Body Mass Index',
    BSA: 'Body Surface Area',
  },
  undefined,
)

/** @source CDISC controlled terminology, codelists EGTESTCD (C71153), EGTEST (C71152), EGMETHOD */
export const ECG_NAMES = named(
  {
    EGHRMN: 'ECG Mean Heart Rate',
    PRAG: 'PR Interval, Aggregate',
    QRSAG: 'QRS Duration, Aggregate',
    QTCFAG: 'QTcF Interval, Aggregate',
    INTP: 'Interpretation',
  },
  { METHOD: '12 LEAD STANDARD' },
)

/** Clinical classifications, which are RS. @source codelists CCCAT, ECOG1TN, CPS01TN */
export const CLASSIFICATION_NAMES: TestTable = new Map([
  ...named({ ECOG101: 'ECOG1-Performance Status' }, { CAT: 'ECOG' }),
  ...named(
    {
      CPS0101: 'CPS01-Encephalopathy Grade',
      CPS0102: 'CPS01-Ascites',
      CPS0103: 'CPS01-Serum Bilirubin',
      CPS0104: 'CPS01-Serum Albumin',
      CPS0105A: 'CPS01-PT, Sec Prolonged',
      CPS0105B: 'CPS01-PT, INR',
      CPS0106: 'CPS01-Total Score',
      CPS0107: 'CPS01-Grade',
    },
    { CAT: 'CHILD-PUGH CLASSIFICATION' },
  ),
])

/** The cancer as the staging form describes it; there are no terms of the standard for these. */
export const DISEASE_NAMES = named(
  {
    BCLCSTG: 'BCLC Stage',
    BCLCDER: 'BCLC Stage Suggested by the Answers',
    ALBISCR: 'ALBI Score',
    ALBIGR: 'ALBI Grade',
    ALBIBILI: 'Bilirubin for the ALBI Grade',
    ALBIALB: 'Albumin for the ALBI Grade',
    NODNUM: 'Number of Tumors in the Liver',
    NODSIZE: 'Diameter of the Largest Liver Tumor',
    PVTT: 'Portal Vein Invasion',
    EXTRAHEP: 'Extrahepatic Spread',
  },
  { CAT: 'STAGING', OBJ: 'HEPATOCELLULAR CARCINOMA' },
)
