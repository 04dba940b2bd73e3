/** What somebody does in an installation, in words. */

export const DUTIES = {
  admin: { title: "Admin", does: "keeps people and may see every interview" },
  author: { title: "Author", does: "installs, records and reads incidents with their solutions" },
  recruiter: { title: "Recruiter", does: "arranges interviews and writes to candidates" },
  interviewer: { title: "Interviewer", does: "leads interviews, or sits in them" },
  committee: { title: "Committee", does: "reads what interviews led to, and decides" },
  engineer: { title: "Engineer", does: "practises, alone and in game days" },
} as const;

export type DutyName = keyof typeof DUTIES;
export const DUTY_NAMES = Object.keys(DUTIES) as DutyName[];
