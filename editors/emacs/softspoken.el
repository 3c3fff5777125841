;;; softspoken.el --- Checks customer-support macros for wording that escalates  -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, tools

;;; Commentary:

;; A mode for `*.macro' files, and how Eglot starts the language server in it.  `softspoken-preview' shows what customers
;; receive; the message follows what is typed.

;;; Code:

(require 'eglot)
(require 'jsonrpc)
(require 'subr-x)

(defgroup softspoken nil
  "Checks customer-support macros for wording that escalates."
  :group 'tools)

(defcustom softspoken-command '("softspoken" "lsp")
  "The program and its arguments that start the language server."
  :type '(repeat string))

(defcustom softspoken-pause 0.2
  "After how many seconds without a key the preview is drawn anew."
  :type 'number)

(defvar support-macro-font-lock
  '(("{%-?[[:space:]]*\\([a-z]+\\)" 1 font-lock-keyword-face)
    ("|[[:space:]]*\\([a-z_]+\\)" 1 font-lock-function-name-face)
    ("{{-?[[:space:]]*\\([A-Za-z_][A-Za-z0-9_.-]*\\)" 1 font-lock-variable-name-face)
    ("\\[\\[.*?\\]\\]" 0 font-lock-constant-face)
    ("\\`---\\(?:.*\n\\)*?---$" 0 font-lock-doc-face keep))
  "Colours of the macro language.")

;; The protocol calls the language as the mode is called without its last part.
;;;###autoload
(define-derived-mode support-macro-mode text-mode "Support-Macro"
  "Mode for customer-support macros."
  (setq-local comment-start "{% comment %} ")
  (setq-local comment-end " {% endcomment %}")
  (setq-local font-lock-defaults '(support-macro-font-lock t)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.macro\\'" . support-macro-mode))

(add-to-list 'eglot-server-programs '(support-macro-mode . softspoken--contact))

(defun softspoken--contact (&rest _)
  "How the server is started."
  softspoken-command)

;;; Commands of the server

(defun softspoken--params (command options)
  "What asks for COMMAND for this macro with OPTIONS."
  ;; What was typed last belongs to it.
  (eglot--signal-textDocument/didChange)
  (list :command command :arguments (vector (plist-get (eglot--TextDocumentIdentifier) :uri) options)))

(defun softspoken--execute (command options)
  "Have the server carry out COMMAND for this macro with OPTIONS, and give its result."
  (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand (softspoken--params command options)))

;; Older Emacs lets lie what comes with the answer that it waits for, such as the edit that a command makes.
(defun softspoken--order (command options)
  "Have the server carry out COMMAND for this macro with OPTIONS, without waiting for it."
  (jsonrpc-async-request (eglot--current-server-or-lose) :workspace/executeCommand (softspoken--params command options)
                         :success-fn #'ignore
                         :error-fn (lambda (problem) (message "softspoken: %s" (plist-get problem :message)))))

(defun softspoken-scorecard ()
  "Tell which techniques this macro uses and misses."
  (interactive)
  (softspoken--order "softspoken.scorecard" (make-hash-table)))

(defun softspoken-allow (rule reason)
  "Switch RULE off where the cursor is, because of REASON."
  (interactive (list (completing-read "Rule: " (softspoken--rules-here)) (read-string "Why: ")))
  (let ((place (eglot--pos-to-lsp-position)))
    (softspoken--order "softspoken.allow"
                       (list :rule rule :reason reason :range (list :start place :end place)))))

(defun softspoken--rules-here ()
  "The rules of the findings at the cursor."
  (delq nil (mapcar (lambda (finding)
                      (let ((data (alist-get 'eglot-lsp-diag (flymake-diagnostic-data finding))))
                        (plist-get data :code)))
                    (flymake-diagnostics (point)))))

(defun softspoken-create-snippet (id)
  "Make the file of the snippet ID."
  (interactive "sId of the snippet: ")
  (softspoken--order "softspoken.createSnippet" (list :id id)))

;;; Preview

(defvar-local softspoken--preview nil "The buffer with the preview of this macro.")
(defvar-local softspoken--choices nil "The answers to the macro's conditions, by their words.")
(defvar-local softspoken--timer nil "Draws the preview after a pause.")

(defun softspoken-preview ()
  "Show beside this macro what customers receive."
  (interactive)
  (let ((name (format "*preview %s*" (buffer-name))))
    (setq softspoken--preview (get-buffer-create name))
    (add-hook 'after-change-functions #'softspoken--draw-soon nil t)
    (softspoken--draw (current-buffer))
    (display-buffer softspoken--preview '(display-buffer-in-direction (direction . right)))))

(defun softspoken-choose (question)
  "Turn the condition QUESTION of this macro in its preview; ask how often where it is a loop."
  (interactive (list (completing-read "Condition: " (mapcar #'car (softspoken--conditions)) nil t)))
  (let ((state (alist-get question (softspoken--conditions) nil nil #'equal)))
    (setf (alist-get question softspoken--choices nil nil #'equal)
          (if (numberp state) (read-number "Rounds: " state) (if (eq state t) :json-false t))))
  (softspoken--draw (current-buffer)))

(defun softspoken--options ()
  "What the preview is asked with."
  (let ((choices (make-hash-table :test #'equal)))
    (pcase-dolist (`(,question . ,answer) softspoken--choices)
      (puthash question answer choices))
    (list :panel t :choices choices)))

(defun softspoken--conditions ()
  "The conditions of this macro with their states."
  (mapcar (lambda (condition) (cons (plist-get condition :text) (plist-get condition :state)))
          (plist-get (softspoken--execute "softspoken.preview" (softspoken--options)) :conditions)))

(defun softspoken--draw-soon (&rest _)
  "Draw the preview of this macro after a pause."
  (when softspoken--timer (cancel-timer softspoken--timer))
  (setq softspoken--timer (run-with-idle-timer softspoken-pause nil #'softspoken--draw (current-buffer))))

(defun softspoken--draw (macro)
  "Draw the preview of the buffer MACRO."
  (when (and (buffer-live-p macro) (buffer-live-p (buffer-local-value 'softspoken--preview macro)))
    (with-current-buffer macro
      (let ((shown (softspoken--execute "softspoken.preview" (softspoken--options)))
            (choices softspoken--choices))
        (with-current-buffer softspoken--preview
          (softspoken--write shown choices macro))))))

(defun softspoken--write (shown choices macro)
  "Write what is SHOWN of MACRO, where CHOICES were made, into this buffer."
  (let ((inhibit-read-only t) (before (point)))
    (erase-buffer)
    (if-let ((problem (plist-get shown :problem)))
        (insert "There is no message: " (plist-get problem :message) "\n")
      (when-let ((subject (plist-get shown :subject))) (insert "Subject: " subject "\n\n"))
      (insert (string-trim-right (plist-get shown :text)) "\n"))
    (softspoken--section "Conditions" (plist-get shown :conditions)
                         (lambda (condition) (insert (softspoken--condition condition choices))))
    (softspoken--section "Findings" (plist-get shown :findings)
                         (lambda (finding) (softspoken--insert-finding finding macro)))
    (goto-char (min before (point-max)))
    (special-mode)))

(defun softspoken--section (title rows insert)
  "Write TITLE and each of ROWS, by INSERT, where there are any."
  (unless (seq-empty-p rows)
    (insert "\n" (propertize title 'face 'bold) "\n")
    (mapc insert rows)))

(defun softspoken--condition (condition choices)
  "A line about CONDITION, which CHOICES may decide."
  (let ((text (plist-get condition :text)) (state (plist-get condition :state)))
    (format "[%s] %s%s\n"
            (cond ((numberp state) state) ((eq state t) "x") ((eq state :json-false) " ") (t "-"))
            text
            (if (assoc text choices) "  (chosen)" ""))))

(defun softspoken--insert-finding (finding macro)
  "Write FINDING as a button that leads to its place in MACRO."
  (insert-text-button (format "%s (%s)" (plist-get finding :message) (plist-get finding :rule))
                      'action (lambda (_) (softspoken--go macro (plist-get finding :range))))
  (insert "\n"))

(defun softspoken--go (macro range)
  "Go to RANGE of MACRO."
  (pop-to-buffer macro)
  (goto-char (eglot--lsp-position-to-point (plist-get range :start))))

(provide 'softspoken)
;;; softspoken.el ends here
