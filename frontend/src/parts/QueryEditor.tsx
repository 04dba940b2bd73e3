/** CodeMirror for one line of a query. Comes in its own chunk, with the first page that has a query. */

import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  closeBrackets,
  closeCompletion,
  completionKeymap,
  completionStatus,
  moveCompletionSelection,
  startCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Compartment, EditorState, type Extension, Prec, type Range, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  placeholder as placeholderText,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { PromQLExtension } from "@prometheus-io/codemirror-promql";
import { useEffect, useRef } from "react";
import { tokens } from "../lib/search";
import type { Fault, Suggested } from "./QueryField";

type Props = {
  label: string;
  language: "search" | "promql";
  value: string;
  onSubmit: (value: string) => void;
  onDraft?: (value: string) => void;
  suggest?: (text: string, cursor: number) => Promise<Suggested[]>;
  fault?: Fault | null;
  placeholder?: string;
  submitOnBlur?: boolean;
};

export default function QueryEditor(props: Props) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const view = new EditorView({ parent: host.current!, state: stateFor(latest) });
    editor.current = view;
    return () => view.destroy();
  }, []);
  useEffect(() => {
    const view = editor.current;
    if (view && view.state.doc.toString() !== props.value)
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: props.value },
        selection: { anchor: props.value.length },
      });
  }, [props.value]);
  useEffect(() => editor.current?.dispatch({ effects: setFault.of(props.fault ?? null) }), [props.fault]);
  useEffect(() => {
    editor.current?.dispatch({ effects: naming.reconfigure(named(props.label)) });
  }, [props.label]);
  return <div ref={host} />;
}

const naming = new Compartment();
const named = (label: string) =>
  EditorView.contentAttributes.of({
    "aria-label": label,
    "aria-multiline": "false",
    tabindex: "0",
    spellcheck: "false",
  });

function stateFor(latest: { current: Props }): EditorState {
  const { value, placeholder, language, label } = latest.current;
  const submit = (view: EditorView) => {
    closeCompletion(view);
    latest.current.onSubmit(view.state.doc.toString());
    return true;
  };
  // Escape shuts suggestions and keeps the focus, so that what is typed next is text and no key of the page; only
  // pressed again, with nothing typed that was not asked, it leaves the field.
  let escaped = false;
  const step = (view: EditorView) => {
    const leaves = !closeCompletion(view) && escaped && view.state.doc.toString() === latest.current.value;
    escaped = true;
    if (leaves) view.contentDOM.blur();
    return true;
  };
  // Enter runs what stands there, unless arrows went to a suggestion that says something else.
  const enter = (view: EditorView) => {
    const before = view.state.doc.toString();
    return (acceptCompletion(view) && view.state.doc.toString() !== before) || submit(view);
  };
  return EditorState.create({
    doc: value,
    selection: { anchor: value.length }, // `/` leads to where one goes on typing
    extensions: [
      keymap.of([
        { key: "Enter", run: enter },
        { key: "Tab", run: acceptFirst },
        { key: "Escape", run: step },
        ...completionKeymap,
        { key: "Mod-Enter", run: submit },
      ]),
      keymap.of([...historyKeymap, ...defaultKeymap]),
      history(),
      naming.of(named(label)),
      EditorState.transactionFilter.of((change) =>
        change.newDoc.lines > 1 ? [change, { changes: joined(change.newDoc.toString()), sequential: true }] : change,
      ),
      closeBrackets(),
      autocompletion({
        override: [(context) => completions(latest, context)],
        icons: false,
        selectOnOpen: false,
        defaultKeymap: false,
        activateOnTyping: true,
        closeOnBlur: true,
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged || update.selectionSet || update.focusChanged) escaped = false;
        told(update, latest);
      }),
      EditorView.domEventHandlers({
        focus: (_, view) => void setTimeout(() => startCompletion(view), 0),
        blur: (_, view) => {
          if (latest.current.submitOnBlur && view.state.doc.toString() !== latest.current.value) submit(view);
        },
      }),
      placeholder ? placeholderText(placeholder) : [],
      faults,
      look,
      language === "promql" ? promql() : searchColours,
    ],
  });
}

/** Takes the suggestion that is chosen, or the first; without suggestions Tab leaves the field as everywhere. */
function acceptFirst(view: EditorView): boolean {
  if (completionStatus(view.state) !== "active") return false;
  return acceptCompletion(view) || (moveCompletionSelection(true)(view) && acceptCompletion(view));
}

/** One line stays one line: line ends of pasted text become spaces. */
function joined(text: string) {
  const changes = [];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
    changes.push({ from: at, to: at + 1, insert: " " });
  return changes;
}

function told(update: ViewUpdate, latest: { current: Props }): void {
  if (!update.docChanged) return;
  latest.current.onDraft?.(update.state.doc.toString());
  if (update.state.field(faults).size) update.view.dispatch({ effects: setFault.of(null) });
}

async function completions(latest: { current: Props }, context: CompletionContext) {
  const { suggest } = latest.current;
  if (!suggest) return null;
  const found = await suggest(context.state.doc.toString(), context.pos);
  if (context.aborted || found.length === 0) return null;
  const from = Math.min(...found.map(({ start }) => start));
  const options: Completion[] = found.map(({ text, kind, detail, start, end }, index) => ({
    label: text,
    type: kind,
    detail: detail ? `${kind} · ${detail}` : kind,
    boost: -index,
    apply: (view, _, __, to) => {
      const stop = Math.max(end, to);
      view.dispatch({ changes: { from: start, to: stop, insert: text }, selection: { anchor: start + text.length } });
      if (kind === "field") startCompletion(view);
    },
  }));
  return { from, options, filter: false };
}

const setFault = StateEffect.define<Fault | null>();
const faults = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, change) {
    for (const effect of change.effects) if (effect.is(setFault)) return marked(effect.value, change.state.doc.length);
    return marks.map(change.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marked(fault: Fault | null, length: number): DecorationSet {
  if (!fault || fault.start === null || length === 0) return Decoration.none;
  const from = Math.min(fault.start, length - 1);
  const to = Math.min(length, Math.max(from + 1, fault.end ?? from + 1));
  return Decoration.set([Decoration.mark({ class: "cm-fault" }).range(from, to)]);
}

const KINDS = {
  field: Decoration.mark({ class: "cm-key" }),
  operator: Decoration.mark({ class: "cm-op" }),
  text: Decoration.mark({ class: "cm-str" }),
  number: Decoration.mark({ class: "cm-num" }),
  value: Decoration.mark({ class: "cm-str" }),
  word: Decoration.mark({ class: "cm-word" }),
  join: Decoration.mark({ class: "cm-fn" }),
};

const searchColours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = coloured(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged) this.decorations = coloured(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function coloured(view: EditorView): DecorationSet {
  const marks: Range<Decoration>[] = tokens(view.state.doc.toString()).map(({ start, end, kind }) =>
    KINDS[kind].range(start, end),
  );
  return Decoration.set(marks);
}

function promql(): Extension {
  // Suggestions and errors come from the server, which knows the incident: its own completion and linter stay off.
  const language = new PromQLExtension().activateLinter(false).activateCompletion(false);
  return [language.asExtension(), Prec.high(syntaxHighlighting(promqlColours))];
}

const promqlColours = HighlightStyle.define([
  { tag: [tags.keyword, tags.function(tags.variableName), tags.modifier, tags.operatorKeyword], class: "cm-fn" },
  { tag: [tags.labelName, tags.propertyName], class: "cm-key" },
  { tag: [tags.string], class: "cm-str" },
  { tag: [tags.number, tags.literal], class: "cm-num" },
  {
    tag: [tags.operator, tags.arithmeticOperator, tags.compareOperator, tags.logicOperator, tags.punctuation],
    class: "cm-op",
  },
]);

const look = EditorView.theme({
  "&": { color: "var(--r-text)", background: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--r-mono)", lineHeight: "20px", overflowX: "auto", scrollbarWidth: "none" },
  ".cm-content": { padding: "0", caretColor: "var(--r-text)", fontVariantLigatures: "none" },
  ".cm-line": { padding: "0" },
  ".cm-cursor": { borderLeftColor: "var(--r-text)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "var(--r-select-fill)" },
  ".cm-placeholder": { color: "var(--r-text-3)", fontFamily: "var(--r-font)" },
  ".cm-fn": { color: "var(--r-syn-fn)" },
  ".cm-key": { color: "var(--r-syn-key)" },
  ".cm-str": { color: "var(--r-syn-str)" },
  ".cm-num": { color: "var(--r-syn-num)" },
  ".cm-op": { color: "var(--r-syn-op)" },
  ".cm-fault": { textDecoration: "underline wavy var(--r-error)", textUnderlineOffset: "3px" },
  ".cm-tooltip": {
    border: "0",
    background: "var(--r-raised)",
    borderRadius: "6px",
    boxShadow: "var(--r-shadow-2)",
    overflow: "hidden",
    zIndex: "300",
  },
  ".cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--r-mono)",
    fontSize: "12px",
    maxHeight: "290px",
    minWidth: "280px",
  },
  ".cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    alignItems: "center",
    height: "26px",
    padding: "0 10px",
    color: "var(--r-text)",
    lineHeight: "26px",
  },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--r-accent-soft)", color: "var(--r-text)" },
  ".cm-completionLabel": { flex: "1 1 auto", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-completionDetail": {
    marginLeft: "16px",
    color: "var(--r-text-3)",
    fontStyle: "normal",
    fontFamily: "var(--r-font)",
    fontSize: "11px",
    maxWidth: "300px",
    overflow: "hidden",
    textOverflow: "ellipsis",
  },
  ".cm-completionMatchedText": { textDecoration: "none" },
});
