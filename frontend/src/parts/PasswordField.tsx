import { type Ref, useState } from "react";
import { IconButton } from "./Button";
import { IconEye, IconEyeOff } from "./icons";
import { TextField } from "./TextField";

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** For password managers: the one there is, or one that is made. */
  kind: "current-password" | "new-password";
  hint?: string;
  error?: string;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
};

/** A password, which can be looked at while it is typed. */
export function PasswordField({ kind, ...rest }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...rest}
      type={shown ? "text" : "password"}
      autoComplete={kind}
      end={
        <IconButton label={shown ? "Hide what is typed" : "Show what is typed"} onClick={() => setShown(!shown)}>
          {shown ? <IconEyeOff /> : <IconEye />}
        </IconButton>
      }
    />
  );
}
