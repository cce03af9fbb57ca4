export interface SeededDoctor {
  readonly name: string;
  readonly specialty: string;
  readonly city: string;
  /** EUR */
  readonly fee: number;
  readonly about: string;
}

export const seededDoctors: readonly SeededDoctor[] = [
  { name: 'Dr. Amara Okafor', specialty: 'Cardiology', city: 'Malmö', fee: 120, about: 'Heart rhythm and heart failure; twelve years at the university hospital.' },
  { name: 'Dr. Henrik Sandström', specialty: 'Dermatology', city: 'Lund', fee: 80, about: 'Skin cancer screening, eczema, acne.' },
  { name: 'Dr. Leila Haddad', specialty: 'Paediatrics', city: 'Copenhagen', fee: 75, about: 'Newborns to teenagers; asthma and allergies.' },
  { name: 'Dr. Tomasz Wójcik', specialty: 'Orthopaedics', city: 'Malmö', fee: 110, about: 'Knees, shoulders and sports injuries.' },
  { name: 'Dr. Priya Raman', specialty: 'General practice', city: 'Lund', fee: 60, about: 'Family doctor; check-ups, vaccinations, travel advice.' },
  { name: 'Dr. Ingrid Dahl', specialty: 'Gynaecology', city: 'Helsingborg', fee: 95, about: 'Pregnancy care and endometriosis.' },
  { name: 'Dr. Matteo Ricci', specialty: 'Neurology', city: 'Copenhagen', fee: 140, about: 'Migraine, epilepsy, sleep disorders.' },
  { name: 'Dr. Sofia Papadaki', specialty: 'Ophthalmology', city: 'Malmö', fee: 90, about: 'Cataract, glaucoma, children\'s eyesight.' },
  { name: 'Dr. Daniel Mensah', specialty: 'Psychiatry', city: 'Lund', fee: 130, about: 'Anxiety, depression, ADHD in adults.' },
  { name: 'Dr. Yuki Tanaka', specialty: 'Endocrinology', city: 'Copenhagen', fee: 125, about: 'Diabetes and thyroid.' },
  { name: 'Dr. Clara Nyström', specialty: 'General practice', city: 'Helsingborg', fee: 55, about: 'Evening hours; long-term conditions.' },
  { name: 'Dr. Omar Farouk', specialty: 'Ear, nose and throat', city: 'Malmö', fee: 85, about: 'Hearing, sinusitis, snoring.' },
];
