/** What was just done, with a way back: at the bottom, for six seconds. */

import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { Button } from "../../parts/Button";
import styles from "./notebook.module.css";

type Told = { text: string; undo?: (() => void) | undefined; at: number };
export type Toast = (text: string, undo?: () => void) => void;

const ToastContext = createContext<Toast>(() => undefined);
const STAYS = 6000;

export function useToast(): Toast {
  return useContext(ToastContext);
}

export function Toasts({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<Told | null>(null);
  const tell = useCallback<Toast>((text, undo) => setTold({ text, undo, at: Date.now() }), []);
  useEffect(() => {
    if (!told) return;
    const timer = setTimeout(() => setTold(null), STAYS);
    return () => clearTimeout(timer);
  }, [told]);
  return (
    <ToastContext value={tell}>
      {children}
      <div className={styles.toasts} role="status">
        {told && (
          <div className={styles.toast}>
            <span className="el">{told.text}</span>
            {told.undo && (
              <Button
                size={24}
                kind="link"
                onClick={() => {
                  told.undo?.();
                  setTold(null);
                }}
              >
                Undo
              </Button>
            )}
          </div>
        )}
      </div>
    </ToastContext>
  );
}
