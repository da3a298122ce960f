/**
 * The terms of CTCAE v5.0 (NCI, 27 November 2017, MedDRA 20.1), by system organ class: MedDRA LLT
 * code, grades that exist, term. Replace this file to replace the codes: nothing else holds them
 * all. Read by `ctcae-catalogue.ts`.
 */
export const CTCAE_V5_TERMS = `
# Blood and lymphatic system disorders
10002272 12345 Anemia; 10005329 12345 Blood and lymphatic system disorders - Other, specify; 10048580 12345 Bone marrow hypocellular
10013442 2345 Disseminated intravascular coagulation; 10014950 13 Eosinophilia; 10016288 345 Febrile neutropenia; 10019491 12345 Hemolysis
10019515 345 Hemolytic uremic syndrome; 10024378 345 Leukocytosis; 10025182 123 Lymph node pain; 10027506 2345 Methemoglobinemia
10043648 345 Thrombotic thrombocytopenic purpura
# Cardiac disorders
10061589 12345 Aortic valve disease; 10003586 145 Asystole; 10003658 12345 Atrial fibrillation; 10003662 12345 Atrial flutter
10003673 2345 Atrioventricular block complete; 10003674 12 Atrioventricular block first degree; 10007515 45 Cardiac arrest
10007541 12345 Cardiac disorders - Other, specify; 10008481 123 Chest pain - cardiac; 10010276 12345 Conduction disorder; 10011703 2 Cyanosis
10019279 12345 Heart failure; 10069501 345 Left ventricular systolic dysfunction; 10061532 12345 Mitral valve disease
10027786 12345 Mobitz (type) II atrioventricular block; 10027787 12345 Mobitz type I; 10028596 2345 Myocardial infarction; 10028606 2345 Myocarditis
10033557 12 Palpitations; 10034040 12345 Paroxysmal atrial tachycardia; 10034474 2345 Pericardial effusion; 10053565 45 Pericardial tamponade
10034484 12345 Pericarditis; 10061541 12345 Pulmonary valve disease; 10038748 12345 Restrictive cardiomyopathy; 10058597 12345 Right ventricular dysfunction
10040639 12345 Sick sinus syndrome; 10040741 12345 Sinus bradycardia; 10040752 123 Sinus tachycardia; 10042604 12345 Supraventricular tachycardia
10061389 12345 Tricuspid valve disease; 10047281 12345 Ventricular arrhythmia; 10047290 45 Ventricular fibrillation; 10047302 2345 Ventricular tachycardia
# Congenital, familial and genetic disorders
10010331 12345 Congenital, familial and genetic disorders - Other, specify
# Ear and labyrinth disorders
10013993 12345 Ear and labyrinth disorders - Other, specify; 10014020 123 Ear pain; 10065785 123 External ear pain; 10019245 1234 Hearing impaired
10065838 12345 Middle ear inflammation; 10043882 123 Tinnitus; 10047340 123 Vertigo; 10047386 23 Vestibular disorder
# Endocrine disorders
10001367 12345 Adrenal insufficiency; 10011655 123 Cushingoid; 10012205 23 Delayed puberty; 10014698 12345 Endocrine disorders - Other, specify
10018746 2 Growth accelerated; 10020705 12 Hyperparathyroidism; 10020850 12345 Hyperthyroidism; 10021041 12345 Hypoparathyroidism; 10062767 12345 Hypophysitis
10021067 12345 Hypopituitarism; 10021114 12345 Hypothyroidism; 10058084 12 Precocious puberty; 10067734 12 Testosterone deficiency; 10047488 12 Virilization
# Eye disorders
10005886 1234 Blurred vision; 10007739 1234 Cataract; 10048492 34 Corneal ulcer; 10013774 123 Dry eye; 10015829 1234 Extraocular muscle paresis
10015919 1234 Eye disorders - Other, specify; 10015958 123 Eye pain; 10061145 123 Eyelid function disorder; 10016757 123 Flashing lights; 10016778 123 Floaters
10018304 1234 Glaucoma; 10023332 1234 Keratitis; 10029404 1234 Night blindness; 10061322 1234 Optic nerve disorder; 10033703 1234 Papilledema
10054541 123 Periorbital edema; 10034960 123 Photophobia; 10038848 34 Retinal detachment; 10038897 12 Retinal tear; 10038901 23 Retinal vascular disorder
10038923 1234 Retinopathy; 10061510 1234 Scleral disorder; 10046851 1234 Uveitis; 10047516 234 Vision decreased; 10047656 1234 Vitreous hemorrhage
10047848 1234 Watering eyes
# Gastrointestinal disorders
10000060 123 Abdominal distension; 10000081 123 Abdominal pain; 10002153 123 Anal fissure; 10002156 12345 Anal fistula; 10055226 12345 Anal hemorrhage
10065721 123 Anal mucositis; 10065722 345 Anal necrosis; 10002167 123 Anal pain; 10002176 12345 Anal stenosis; 10002180 12345 Anal ulcer; 10003445 12345 Ascites
10004222 12 Belching; 10005265 12 Bloating; 10065747 12345 Cecal hemorrhage; 10008417 123 Cheilitis; 10009167 12345 Chylous ascites; 10009887 12345 Colitis
10009995 12345 Colonic fistula; 10009998 12345 Colonic hemorrhage; 10010000 12345 Colonic obstruction; 10010001 2345 Colonic perforation
10010004 12345 Colonic stenosis; 10010006 12345 Colonic ulcer; 10010774 12345 Constipation; 10012318 123 Dental caries; 10012727 12345 Diarrhea
10013781 123 Dry mouth; 10013828 12345 Duodenal fistula; 10055242 12345 Duodenal hemorrhage; 10013830 12345 Duodenal obstruction
10013832 2345 Duodenal perforation; 10050094 12345 Duodenal stenosis; 10013836 12345 Duodenal ulcer; 10013946 123 Dyspepsia; 10013950 12345 Dysphagia
10014893 12345 Enterocolitis; 10062570 12345 Enterovesical fistula; 10065851 12345 Esophageal fistula; 10015384 12345 Esophageal hemorrhage
10065727 345 Esophageal necrosis; 10015387 12345 Esophageal obstruction; 10015388 123 Esophageal pain; 10055472 2345 Esophageal perforation
10015448 12345 Esophageal stenosis; 10015451 12345 Esophageal ulcer; 10015453 2345 Esophageal varices hemorrhage; 10015461 12345 Esophagitis
10016296 123 Fecal incontinence; 10016766 12 Flatulence; 10065713 12345 Gastric fistula; 10017789 12345 Gastric hemorrhage; 10051886 345 Gastric necrosis
10017815 2345 Gastric perforation; 10061970 12345 Gastric stenosis; 10017822 12345 Gastric ulcer; 10017853 12345 Gastritis
10066874 123 Gastroesophageal reflux disease; 10017947 12345 Gastrointestinal disorders - Other, specify; 10017877 12345 Gastrointestinal fistula
10017999 123 Gastrointestinal pain; 10018043 1234 Gastroparesis; 10018286 123 Gingival pain; 10060640 12345 Hemorrhoidal hemorrhage; 10019611 123 Hemorrhoids
10065728 12345 Ileal fistula; 10055287 12345 Ileal hemorrhage; 10065730 12345 Ileal obstruction; 10021305 2345 Ileal perforation; 10021307 12345 Ileal stenosis
10021309 12345 Ileal ulcer; 10021328 12345 Ileus; 10055291 2345 Intra-abdominal hemorrhage; 10065719 12345 Jejunal fistula; 10055300 12345 Jejunal hemorrhage
10065732 12345 Jejunal obstruction; 10023174 2345 Jejunal perforation; 10023176 12345 Jejunal stenosis; 10023177 12345 Jejunal ulcer; 10024561 123 Lip pain
10051746 12345 Lower gastrointestinal hemorrhage; 10025476 2345 Malabsorption; 10028130 12345 Mucositis oral; 10028813 123 Nausea
10029957 12345 Obstruction gastric; 10065720 12345 Oral cavity fistula; 10054520 123 Oral dysesthesia; 10030980 12345 Oral hemorrhage; 10031009 123 Oral pain
10065703 12345 Pancreatic duct stenosis; 10049192 12345 Pancreatic fistula; 10033626 12345 Pancreatic hemorrhage; 10058096 345 Pancreatic necrosis
10033645 2345 Pancreatitis; 10034536 123 Periodontal disease; 10065704 345 Peritoneal necrosis; 10036774 12345 Proctitis; 10064993 123 Rectal fissure
10038062 12345 Rectal fistula; 10038064 12345 Rectal hemorrhage; 10063190 12345 Rectal mucositis; 10065709 345 Rectal necrosis
10065707 12345 Rectal obstruction; 10038072 123 Rectal pain; 10038073 2345 Rectal perforation; 10038079 12345 Rectal stenosis; 10038080 12345 Rectal ulcer
10038981 2345 Retroperitoneal hemorrhage; 10056681 12345 Salivary duct inflammation; 10039411 12345 Salivary gland fistula
10065710 12345 Small intestinal mucositis; 10041101 12345 Small intestinal obstruction; 10041103 2345 Small intestinal perforation
10062263 12345 Small intestinal stenosis; 10041133 12345 Small intestine ulcer; 10042112 123 Stomach pain; 10044030 123 Tooth development disorder
10044031 1 Tooth discoloration; 10044055 123 Toothache; 10045271 345 Typhlitis; 10055356 12345 Upper gastrointestinal hemorrhage
10054692 2345 Visceral arterial ischemia; 10047700 12345 Vomiting
# General disorders and administration site conditions
10008531 123 Chills; 10011912 4 Death neonatal; 10011914 5 Death NOS; 10061818 5 Disease progression; 10014222 123 Edema face; 10050068 123 Edema limbs
10058720 123 Edema trunk; 10016059 123 Facial pain; 10016256 123 Fatigue; 10016558 12345 Fever; 10016791 123 Flu like symptoms; 10017577 123 Gait disturbance
10018065 12345 General disorders and administration site conditions - Other, specify; 10018112 1234 Generalized edema; 10021113 2345 Hypothermia
10064774 12345 Infusion site extravasation; 10022095 12345 Injection site reaction; 10062466 123 Localized edema; 10025482 123 Malaise
10028154 345 Multi-organ failure; 10054482 1234 Neck edema; 10062501 123 Non-cardiac chest pain; 10033371 123 Pain; 10042435 5 Sudden death NOS
10069480 12 Vaccination site lymphadenopathy
# Hepatobiliary disorders
10051341 12345 Bile duct stenosis; 10004665 2345 Biliary fistula; 10006537 2345 Budd-Chiari syndrome; 10008612 2345 Cholecystitis
10017631 12345 Gallbladder fistula; 10059446 45 Gallbladder necrosis; 10017636 12345 Gallbladder obstruction; 10017638 123 Gallbladder pain
10017639 45 Gallbladder perforation; 10019663 345 Hepatic failure; 10019678 12345 Hepatic hemorrhage; 10019692 45 Hepatic necrosis; 10019705 123 Hepatic pain
10019805 12345 Hepatobiliary disorders - Other, specify; 10034405 345 Perforation bile duct; 10036200 2345 Portal hypertension
10036206 2345 Portal vein thrombosis; 10063675 2345 Sinusoidal obstruction syndrome
# Immune system disorders
10001718 12345 Allergic reaction; 10002218 345 Anaphylaxis; 10061664 12345 Autoimmune disorder; 10052015 12345 Cytokine release syndrome
10021428 12345 Immune system disorders - Other, specify; 10040400 12345 Serum sickness
# Infections and infestations
10056519 2345 Abdominal infection; 10061640 12345 Anorectal infection; 10003011 345 Appendicitis; 10003012 345 Appendicitis perforated
10065744 345 Arteritis infective; 10003999 2 Bacteremia; 10061695 2345 Biliary tract infection; 10005047 2345 Bladder infection; 10061017 2345 Bone infection
10006259 2345 Breast infection; 10055078 2345 Bronchial infection; 10007810 2345 Catheter related infection; 10065761 2345 Cecal infection
10008330 2345 Cervicitis infection; 10010741 1234 Conjunctivitis; 10010742 234 Conjunctivitis infective; 10061788 2345 Corneal infection
10065765 345 Cranial nerve infection; 10058666 12345 Cytomegalovirus infection reactivation; 10064687 2345 Device related infection
10065752 2345 Duodenal infection; 10014594 345 Encephalitis infection; 10014621 345 Encephalomyelitis infection; 10014678 345 Endocarditis infective
10014801 234 Endophthalmitis; 10058838 2345 Enterocolitis infectious; 10015109 12345 Epstein-Barr virus infection reactivation
10058804 2345 Esophageal infection; 10015929 2345 Eye infection; 10016936 123 Folliculitis; 10017544 23 Fungemia; 10062632 2345 Gallbladder infection
10018784 12345 Gum infection; 10056522 2345 Hepatic infection; 10058827 12345 Hepatitis B reactivation; 10019799 12345 Hepatitis viral
10080137 12345 Herpes simplex reactivation; 10021881 12345 Infections and infestations - Other, specify; 10021918 2345 Infective myositis
10023216 2345 Joint infection; 10023424 2345 Kidney infection; 10023874 2345 Laryngitis; 10065755 123 Lip infection; 10061229 2345 Lung infection
10050823 2345 Lymph gland infection; 10057483 345 Mediastinal infection; 10027199 345 Meningitis; 10065764 12345 Mucosal infection; 10028524 12345 Myelitis
10061304 123 Nail infection; 10033072 12345 Otitis externa; 10033078 2345 Otitis media; 10055005 2345 Ovarian infection; 10051741 345 Pancreas infection
10069138 12345 Papulopustular rash; 10034016 123 Paronychia; 10058674 2345 Pelvic infection; 10061912 12345 Penile infection
10051472 2345 Periorbital infection; 10065766 2345 Peripheral nerve infection; 10057262 345 Peritoneal infection; 10034835 2345 Pharyngitis
10056627 12345 Phlebitis infective; 10061351 2345 Pleural infection; 10050662 2345 Prostate infection; 10037888 23 Rash pustular; 10059827 2 Rhinitis infective
10039413 2345 Salivary gland infection; 10062156 12345 Scrotal infection; 10040047 345 Sepsis; 10040555 12345 Shingles; 10040753 2345 Sinusitis
10040872 12345 Skin infection; 10065771 2345 Small intestine infection; 10062255 2345 Soft tissue infection; 10062112 345 Splenic infection
10064505 12345 Stoma site infection; 10043649 123 Thrush; 10048762 2345 Tooth infection; 10044302 2345 Tracheitis; 10046300 2345 Upper respiratory infection
10052298 2345 Urethral infection; 10046571 2345 Urinary tract infection; 10062233 2345 Uterine infection; 10046914 12345 Vaginal infection; 10054688 23 Viremia
10065772 12345 Vulval infection; 10048038 12345 Wound infection
# Injury, poisoning and procedural complications
10002544 123 Ankle fracture; 10002899 2345 Aortic injury; 10003162 12345 Arterial injury; 10050458 12345 Biliary anastomotic leak
10065802 12345 Bladder anastomotic leak; 10006504 12 Bruising; 10006634 12345 Burn; 10061103 12345 Dermatitis radiation
10065961 12345 Esophageal anastomotic leak; 10016173 123 Fall; 10065788 12345 Fallopian tube anastomotic leak; 10065790 2345 Fallopian tube perforation
10017076 12345 Fracture; 10065893 12345 Gastric anastomotic leak; 10065879 12345 Gastrointestinal anastomotic leak
10065712 2345 Gastrointestinal stoma necrosis; 10020100 234 Hip fracture; 10051792 12345 Infusion related reaction; 10022161 2345 Injury to carotid artery
10022213 12345 Injury to inferior vena cava; 10065849 2345 Injury to jugular vein; 10022356 12345 Injury to superior vena cava
10022117 12345 Injury, poisoning and procedural complications - Other, specify; 10059095 12345 Intestinal stoma leak; 10059094 2345 Intestinal stoma obstruction
10049468 12345 Intestinal stoma site bleeding; 10065826 12345 Intraoperative arterial injury; 10065831 12345 Intraoperative breast injury
10065843 345 Intraoperative cardiac injury; 10065844 12345 Intraoperative ear injury; 10065834 12345 Intraoperative endocrine injury
10065825 12345 Intraoperative gastrointestinal injury; 10065842 12345 Intraoperative head and neck injury; 10055298 345 Intraoperative hemorrhage
10065827 12345 Intraoperative hepatobiliary injury; 10065829 12345 Intraoperative musculoskeletal injury; 10065830 12345 Intraoperative neurological injury
10065841 12345 Intraoperative ocular injury; 10065845 12345 Intraoperative renal injury; 10065840 12345 Intraoperative reproductive tract injury
10065832 12345 Intraoperative respiratory injury; 10065847 2345 Intraoperative splenic injury; 10065828 12345 Intraoperative urinary injury
10065848 12345 Intraoperative venous injury; 10065803 12345 Kidney anastomotic leak; 10065891 12345 Large intestinal anastomotic leak
10050457 12345 Pancreatic anastomotic leak; 10065705 12345 Pharyngeal anastomotic leak; 10055322 12345 Postoperative hemorrhage
10056745 2345 Postoperative thoracic procedure complication; 10065745 12345 Prolapse of intestinal stoma; 10065822 12345 Prolapse of urostomy
10037767 12345 Radiation recall reaction (dermatologic); 10065894 12345 Rectal anastomotic leak; 10040102 123 Seroma
10065892 12345 Small intestinal anastomotic leak; 10065897 12345 Spermatic cord anastomotic leak; 10041569 12345 Spinal fracture
10065898 2345 Stenosis of gastrointestinal stoma; 10042127 123 Stomal ulcer; 10062548 12345 Tracheal hemorrhage; 10044291 12345 Tracheal obstruction
10065749 12345 Tracheostomy site bleeding; 10065814 12345 Ureteric anastomotic leak; 10065815 12345 Urethral anastomotic leak; 10065882 12345 Urostomy leak
10065883 12345 Urostomy obstruction; 10065748 12345 Urostomy site bleeding; 10065885 2345 Urostomy stenosis; 10065886 12345 Uterine anastomotic leak
10046810 2345 Uterine perforation; 10046861 1234 Vaccination complication; 10065887 12345 Vaginal anastomotic leak; 10065888 12345 Vas deferens anastomotic leak
10062169 12345 Vascular access complication; 10047228 12345 Venous injury; 10053692 12345 Wound complication; 10048031 12345 Wound dehiscence
10048049 123 Wrist fracture
# Investigations
10000636 123 Activated partial thromboplastin time prolonged; 10001551 1234 Alanine aminotransferase increased; 10001675 1234 Alkaline phosphatase increased
10003481 1234 Aspartate aminotransferase increased; 10005332 123 Blood antidiuretic hormone abnormal; 10005359 1 Blood bicarbonate decreased
10005364 1234 Blood bilirubin increased; 10005452 123 Blood corticotrophin decreased; 10005561 123 Blood gonadotrophin abnormal
10005630 1 Blood lactate dehydrogenase increased; 10005778 12 Blood prolactin abnormal; 10065906 123 Carbon monoxide diffusing capacity decreased
10007612 13 Cardiac troponin I increased; 10007613 13 Cardiac troponin T increased; 10007839 1234 CD4 lymphocytes decreased; 10008661 1234 Cholesterol high
10011268 1234 CPK increased; 10011368 1234 Creatinine increased; 10050528 234 Ejection fraction decreased
10014383 1234 Electrocardiogram QT corrected interval prolonged; 10050380 12 Electrocardiogram T wave abnormal; 10016596 1234 Fibrinogen decreased
10016987 1234 Forced expiratory volume decreased; 10056910 1234 GGT increased; 10018748 12 Growth hormone abnormal; 10019150 1 Haptoglobin decreased
10055599 123 Hemoglobin increased; 10022402 123 INR increased; 10022891 12345 Investigations - Other, specify; 10024574 1234 Lipase increased
10025256 1234 Lymphocyte count decreased; 10025258 23 Lymphocyte count increased; 10029366 1234 Neutrophil count decreased
10062646 123 Pancreatic enzymes decreased; 10035528 1234 Platelet count decreased; 10040139 1234 Serum amylase increased
10043770 1 Thyroid stimulating hormone increased; 10059895 34 Urine output decreased; 10047580 123 Vital capacity abnormal; 10047896 123 Weight gain
10047900 123 Weight loss; 10049182 1234 White blood cell decreased
# Metabolism and nutrition disorders
10000486 1345 Acidosis; 10001598 2345 Alcohol intolerance; 10001680 1345 Alkalosis; 10002646 12345 Anorexia; 10012174 12345 Dehydration
10052426 12345 Glucose intolerance; 10020587 12345 Hypercalcemia; 10020639 12345 Hyperglycemia; 10020647 12345 Hyperkalemia; 10020667 1234 Hyperlipidemia
10020670 1345 Hypermagnesemia; 10020680 12345 Hypernatremia; 10020712 12345 Hyperphosphatemia; 10020870 12345 Hypertriglyceridemia; 10020907 1345 Hyperuricemia
10020943 12345 Hypoalbuminemia; 10020949 12345 Hypocalcemia; 10021005 12345 Hypoglycemia; 10021018 12345 Hypokalemia; 10021028 12345 Hypomagnesemia
10021038 12345 Hyponatremia; 10021059 12345 Hypophosphatemia; 10065973 2345 Iron overload; 10027433 12345 Metabolism and nutrition disorders - Other, specify
10029883 234 Obesity; 10045152 345 Tumor lysis syndrome
# Musculoskeletal and connective tissue disorders
10065775 2345 Abdominal soft tissue necrosis; 10003239 123 Arthralgia; 10003246 123 Arthritis; 10066480 12345 Avascular necrosis; 10003988 123 Back pain
10006002 123 Bone pain; 10048677 123 Buttock pain; 10048831 2345 Chest wall necrosis; 10008496 123 Chest wall pain; 10015688 123 Exostosis
10065799 12345 Fibrosis deep connective tissue; 10016750 123 Flank pain; 10062572 123 Generalized muscle weakness; 10018761 123 Growth suppression
10065779 2345 Head soft tissue necrosis; 10023215 123 Joint effusion; 10048706 123 Joint range of motion decreased
10065796 123 Joint range of motion decreased cervical spine; 10065800 123 Joint range of motion decreased lumbar spine; 10023509 123 Kyphosis
10024842 123 Lordosis; 10028294 123 Muscle cramp; 10065776 123 Muscle weakness lower limb; 10065795 123 Muscle weakness trunk
10065895 123 Muscle weakness upper limb; 10028395 12345 Musculoskeletal and connective tissue disorder - Other, specify; 10065783 123 Musculoskeletal deformity
10028411 123 Myalgia; 10028653 1234 Myositis; 10028836 123 Neck pain; 10065781 2345 Neck soft tissue necrosis; 10031264 12345 Osteonecrosis
10064658 12345 Osteonecrosis of jaw; 10031282 123 Osteoporosis; 10033425 123 Pain in extremity; 10065793 2345 Pelvic soft tissue necrosis
10039020 12345 Rhabdomyolysis; 10039226 123 Rotator cuff injury; 10039722 123 Scoliosis; 10065777 2345 Soft tissue necrosis lower limb
10065778 2345 Soft tissue necrosis upper limb; 10065798 12345 Superficial soft tissue fibrosis; 10044684 123 Trismus; 10065738 123 Unequal limb length
# Neoplasms benign, malignant and unspecified (incl cysts and polyps)
10048293 45 Leukemia secondary to oncology chemotherapy; 10028533 45 Myelodysplastic syndrome
10029104 12345 Neoplasms benign, malignant and unspecified (incl cysts and polyps) - Other, specify; 10040907 12 Skin papilloma
10049737 345 Treatment related secondary malignancy; 10055351 12345 Tumor hemorrhage; 10045158 123 Tumor pain
# Nervous system disorders
10053662 123 Abducens nerve disorder; 10060929 123 Accessory nerve disorder; 10000521 123 Acoustic nerve disorder NOS; 10001540 123 Akathisia
10001949 123 Amnesia; 10002653 1 Anosmia; 10002953 3 Aphonia; 10003074 12345 Arachnoiditis; 10003591 123 Ataxia; 10065417 123 Brachial plexopathy
10065784 12345 Central nervous system necrosis; 10008164 12345 Cerebrospinal fluid leakage; 10009845 123 Cognitive disturbance
10010250 123 Concentration impairment; 10012373 12345 Depressed level of consciousness; 10013573 123 Dizziness; 10013887 123 Dysarthria
10062872 123 Dysesthesia; 10013911 12 Dysgeusia; 10013951 123 Dysphasia; 10014217 345 Edema cerebral; 10014625 12345 Encephalopathy
10015832 12345 Extrapyramidal disorder; 10051272 123 Facial muscle weakness; 10061457 123 Facial nerve disorder; 10061185 12345 Glossopharyngeal nerve disorder
10018767 12345 Guillain-Barre syndrome; 10019211 123 Headache; 10020508 12345 Hydrocephalus; 10020765 123 Hypersomnia; 10061212 123 Hypoglossal nerve disorder
10022763 12345 Intracranial hemorrhage; 10023030 12 Ischemia cerebrovascular; 10024264 12 Lethargy; 10024382 12345 Leukoencephalopathy
10027175 123 Memory impairment; 10027198 12345 Meningismus; 10028041 123 Movements involuntary; 10065780 123 Muscle weakness left-sided
10065794 123 Muscle weakness right-sided; 10028417 12345 Myasthenia gravis; 10029205 12345 Nervous system disorders - Other, specify; 10029223 123 Neuralgia
10029864 23 Nystagmus; 10053661 123 Oculomotor nerve disorder; 10056388 23 Olfactory nerve disorder; 10033987 123 Paresthesia
10034580 12345 Peripheral motor neuropathy; 10034620 1234 Peripheral sensory neuropathy; 10056238 123 Phantom pain; 10036653 2 Presyncope
10063636 12345 Pyramidal tract syndrome; 10061928 12345 Radiculitis; 10038130 12345 Recurrent laryngeal nerve palsy
10063761 2345 Reversible posterior leukoencephalopathy syndrome; 10039906 12345 Seizure; 10041349 12345 Somnolence; 10041416 12345 Spasticity
10041549 345 Spinal cord compression; 10042244 12345 Stroke; 10042772 3 Syncope; 10043245 123 Tendon reflex decreased; 10044391 12 Transient ischemic attacks
10044565 123 Tremor; 10060890 123 Trigeminal nerve disorder; 10074765 123 Trochlear nerve disorder; 10061403 12345 Vagus nerve disorder
10047166 345 Vasovagal reaction
# Pregnancy, puerperium and perinatal conditions
10054746 234 Fetal growth retardation; 10072314 4 Pregnancy loss; 10036585 12345 Pregnancy, puerperium and perinatal conditions - Other, specify
10036595 1234 Premature delivery
# Psychiatric disorders
10001497 1234 Agitation; 10002652 12 Anorgasmia; 10002855 1234 Anxiety; 10010300 1234 Confusion; 10057066 12 Delayed orgasm; 10012218 12345 Delirium
10012260 2345 Delusions; 10012378 12345 Depression; 10015533 123 Euphoria; 10019077 12345 Hallucinations; 10022437 123 Insomnia; 10022998 123 Irritability
10024419 12 Libido decreased; 10024421 1 Libido increased; 10026749 12345 Mania; 10034719 1234 Personality change
10037175 12345 Psychiatric disorders - Other, specify; 10037234 12345 Psychosis; 10038743 123 Restlessness; 10042458 1234 Suicidal ideation
10042464 345 Suicide attempt
# Renal and urinary disorders
10069339 345 Acute kidney injury; 10063575 2345 Bladder perforation; 10048994 123 Bladder spasm; 10064848 12345 Chronic kidney disease
10063057 12345 Cystitis noninfective; 10013990 1 Dysuria; 10068405 1 Glucosuria; 10019450 12345 Hematuria; 10019489 1 Hemoglobinuria
10029164 345 Nephrotic syndrome; 10037032 123 Proteinuria; 10038359 12345 Renal and urinary disorders - Other, specify; 10038385 12345 Renal calculi
10038419 123 Renal colic; 10038463 12345 Renal hemorrhage; 10065368 2345 Urinary fistula; 10046539 12 Urinary frequency; 10046543 123 Urinary incontinence
10046555 12345 Urinary retention; 10061574 12345 Urinary tract obstruction; 10062225 123 Urinary tract pain; 10046593 12 Urinary urgency
10046628 1 Urine discoloration
# Reproductive system and breast disorders
10001927 2 Amenorrhea; 10003883 2 Azoospermia; 10006179 123 Breast atrophy; 10006298 123 Breast pain; 10013934 123 Dysmenorrhea; 10013941 123 Dyspareunia
10014326 12 Ejaculation disorder; 10061461 123 Erectile dysfunction; 10065789 123 Fallopian tube obstruction; 10054382 12 Feminization acquired
10018146 123 Genital edema; 10018801 123 Gynecomastia; 10060602 12345 Hematosalpinx; 10022992 12 Irregular menstruation; 10061261 12 Lactation disorder
10027313 12345 Menorrhagia; 10065823 12 Nipple deformity; 10030300 1 Oligospermia; 10065763 12345 Ovarian hemorrhage; 10033279 12345 Ovarian rupture
10033314 2 Ovulation pain; 10064026 123 Pelvic floor muscle weakness; 10034263 123 Pelvic pain; 10034310 123 Penile pain; 10061339 123 Perineal pain
10036601 2 Premature menopause; 10055325 12345 Prostatic hemorrhage; 10055026 123 Prostatic obstruction; 10036968 123 Prostatic pain
10038604 12345 Reproductive system and breast disorders - Other, specify; 10039757 123 Scrotal pain; 10065762 12345 Spermatic cord hemorrhage
10065805 123 Spermatic cord obstruction; 10043306 1234 Testicular disorder; 10055347 12345 Testicular hemorrhage; 10043345 123 Testicular pain
10065811 12345 Uterine fistula; 10046789 12345 Uterine hemorrhage; 10065928 123 Uterine obstruction; 10046809 123 Uterine pain; 10046901 12 Vaginal discharge
10046904 123 Vaginal dryness; 10065813 12345 Vaginal fistula; 10046912 12345 Vaginal hemorrhage; 10046916 1234 Vaginal inflammation
10065817 123 Vaginal obstruction; 10046937 123 Vaginal pain; 10065818 2345 Vaginal perforation; 10053496 1235 Vaginal stricture
# Respiratory, thoracic and mediastinal disorders
10001409 345 Adult respiratory distress syndrome; 10001723 12 Allergic rhinitis; 10002972 345 Apnea; 10003504 12345 Aspiration; 10003598 12345 Atelectasis
10006437 12345 Bronchial fistula; 10006440 12345 Bronchial obstruction; 10063524 12345 Bronchial stricture; 10053481 12345 Bronchopleural fistula
10065746 12345 Bronchopulmonary hemorrhage; 10006482 12345 Bronchospasm; 10051228 12345 Chylothorax; 10011224 123 Cough; 10013963 12345 Dyspnea
10015090 12345 Epistaxis; 10020039 123 Hiccups; 10020201 123 Hoarseness; 10021143 2345 Hypoxia; 10023838 12345 Laryngeal edema; 10065786 12345 Laryngeal fistula
10065759 12345 Laryngeal hemorrhage; 10065735 123 Laryngeal inflammation; 10065880 12345 Laryngeal mucositis; 10059639 12345 Laryngeal obstruction
10023862 12345 Laryngeal stenosis; 10062667 12345 Laryngopharyngeal dysesthesia; 10023891 2345 Laryngospasm; 10056356 12345 Mediastinal hemorrhage
10028735 123 Nasal congestion; 10068319 123 Oropharyngeal pain; 10034825 12345 Pharyngeal fistula; 10055315 12345 Pharyngeal hemorrhage
10065881 12345 Pharyngeal mucositis; 10065706 345 Pharyngeal necrosis; 10050028 12345 Pharyngeal stenosis; 10034844 123 Pharyngolaryngeal pain
10035598 12345 Pleural effusion; 10055319 12345 Pleural hemorrhage; 10035623 123 Pleuritic pain; 10035742 12345 Pneumonitis; 10035759 12345 Pneumothorax
10036402 12 Postnasal drip; 10036790 123 Productive cough; 10037375 12345 Pulmonary edema; 10037383 12345 Pulmonary fibrosis; 10065873 12345 Pulmonary fistula
10037400 12345 Pulmonary hypertension; 10038695 45 Respiratory failure; 10038738 12345 Respiratory, thoracic and mediastinal disorders - Other, specify
10038921 12345 Retinoic acid syndrome; 10039100 1 Rhinorrhea; 10062244 12345 Sinus disorder; 10040747 123 Sinus pain; 10040975 12345 Sleep apnea
10041232 12 Sneezing; 10041367 123 Sore throat; 10042241 345 Stridor; 10065787 12345 Tracheal fistula; 10065900 12345 Tracheal mucositis
10050816 12345 Tracheal stenosis; 10047681 123 Voice alteration; 10047924 12345 Wheezing
# Skin and subcutaneous tissue disorders
10001760 12 Alopecia; 10005901 12 Body odor; 10006556 12345 Bullous dermatitis; 10013786 123 Dry skin; 10014184 123 Eczema; 10015218 12345 Erythema multiforme
10015277 2345 Erythroderma; 10016241 123 Fat atrophy; 10055525 1 Hair color changes; 10019049 1 Hair texture abnormal; 10020112 12 Hirsutism
10020642 123 Hyperhidrosis; 10020649 13 Hyperkeratosis; 10020864 12 Hypertrichosis; 10021013 2345 Hypohidrosis; 10062315 123 Lipohypertrophy
10028689 1 Nail changes; 10028691 1 Nail discoloration; 10049281 12 Nail loss; 10062283 1 Nail ridging; 10033474 123 Pain of skin
10054524 123 Palmar-plantar erythrodysesthesia syndrome; 10034966 12345 Photosensitivity; 10037087 123 Pruritus; 10037549 123 Purpura
10037847 12345 Rash acneiform; 10037868 123 Rash maculo-papular; 10049120 123 Scalp pain; 10040785 12345 Skin and subcutaneous tissue disorders - Other, specify
10040799 123 Skin atrophy; 10040865 12 Skin hyperpigmentation; 10040868 12 Skin hypopigmentation; 10051837 12345 Skin induration; 10040947 12345 Skin ulceration
10042033 345 Stevens-Johnson syndrome; 10042344 123 Subcutaneous emphysema; 10043189 12 Telangiectasia; 10044223 45 Toxic epidermal necrolysis
10046735 123 Urticaria
# Social circumstances
10041244 12345 Social circumstances - Other, specify
# Surgical and medical procedures
10042613 12345 Surgical and medical procedures - Other, specify
# Vascular disorders
10073529 345 Arterial thromboembolism; 10007196 12345 Capillary leak syndrome; 10016825 123 Flushing; 10019428 12345 Hematoma; 10020407 123 Hot flashes
10020772 12345 Hypertension; 10021097 12345 Hypotension; 10065773 2345 Lymph leakage; 10025233 123 Lymphedema; 10048642 123 Lymphocele
10034578 2345 Peripheral ischemia; 10034879 2 Phlebitis; 10042554 2 Superficial thrombophlebitis; 10042569 12345 Superior vena cava syndrome
10043565 12345 Thromboembolic event; 10047065 12345 Vascular disorders - Other, specify; 10047115 12345 Vasculitis
`
