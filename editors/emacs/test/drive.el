;;; drive.el --- Drives softspoken.el in a real Emacs, as a user does  -*- lexical-binding: t -*-

;; emacs -Q --batch -l drive.el, in a folder of its own that holds `late.macro'.  Prints TAP and a line with the counts.

;;; Code:

;; Emacs 28 has Eglot from Debian, newer ones have it built in.
(when (< emacs-major-version 29)
  (dolist (folder (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa*/*"))
    (add-to-list 'load-path folder)))
(add-to-list 'load-path (expand-file-name ".." (file-name-directory load-file-name)))
(setq eglot-sync-connect 20 eglot-confirm-server-initiated-edits nil eglot-send-changes-idle-time 0)
(require 'softspoken)
(require 'flymake)

(defvar drive-tests nil "Names and bodies, the last first.")

(defmacro drive-test (name &rest body)
  "Add the test NAME that runs BODY."
  (declare (indent 1))
  `(push (cons ,name (lambda () ,@body)) drive-tests))

(defun drive-until (what condition)
  "Wait until CONDITION gives something, which is WHAT, and give that."
  (let ((tries 1000) found)
    (while (and (> tries 0) (not (setq found (funcall condition))))
      (accept-process-output nil 0.02)
      (setq tries (1- tries)))
    (or found (error "Waited in vain for %s" what))))

(defun drive-equal (found expected)
  "Fail where FOUND is not EXPECTED."
  (unless (equal found expected) (error "Expected %S, got %S" expected found)))

(defun drive-contains (text part)
  "Fail where PART is not in TEXT."
  (unless (string-match-p (regexp-quote part) text) (error "No %S in %S" part text)))

(defun drive-finding ()
  "The finding about calming down."
  (seq-find (lambda (found) (string-match-p "how to feel" (flymake-diagnostic-text found)))
            (flymake-diagnostics)))

(defun drive-text (part)
  "Put the cursor before PART, and give where it begins and ends."
  (goto-char (point-min))
  (search-forward part)
  (goto-char (match-beginning 0))
  (cons (match-beginning 0) (match-end 0)))

(defun drive-preview ()
  "What the preview shows."
  (with-current-buffer softspoken--preview (buffer-string)))

(find-file (expand-file-name "late.macro"))
(setq-local project-find-functions (list (lambda (_) (cons 'transient default-directory))))
(flymake-mode 1)

(drive-test "a .macro file is a support-macro, and the server starts"
  (drive-equal major-mode 'support-macro-mode)
  (apply #'eglot (eglot--guess-contact))
  (drive-until "the server" #'eglot-current-server))

(drive-test "\"Please calm down\" is underlined, behind an emoji"
  (let ((found (drive-until "the finding" (lambda () (flymake-start) (drive-finding)))))
    (drive-equal (buffer-substring-no-properties (flymake-diagnostic-beg found) (flymake-diagnostic-end found))
                 "Please calm down")))

(drive-test "hovering tells the technique"
  (drive-text "calm down")
  (let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
    (drive-contains (eglot--hover-info (plist-get hover :contents)) "Technique")))

(drive-test "names are completed"
  (goto-char (point-max))
  (insert "{{ customer.first")
  (let* ((at-point (eglot-completion-at-point))
         (found (all-completions "customer.first" (nth 2 at-point))))
    (drive-contains (mapconcat #'substring-no-properties found " ") "customer.first_name"))
  (insert "_name }}\n"))

(drive-test "a name is renamed everywhere"
  ;; As after a pause; else the edit would be for a version that is gone when it arrives.
  (eglot--signal-textDocument/didChange)
  (drive-text "days = 3")
  (eglot-rename "wait")
  (goto-char (point-min))
  (search-forward "{% assign wait = 3 %}{{ wait }}"))

(drive-test "the preview shows the message, and follows choices and what is typed"
  (softspoken-preview)
  (drive-contains (drive-preview) "Hi Priya,")
  (drive-contains (drive-preview) "[ ] order.gift")
  (softspoken-choose "order.gift")
  (drive-contains (drive-preview) "Please calm down.")
  (drive-contains (drive-preview) "[x] order.gift  (chosen)")
  (drive-text "Thank you")
  (insert "Really: ")
  (softspoken--draw (current-buffer))
  (drive-contains (drive-preview) "Really: Thank you"))

(drive-test "a rule is allowed with a reason"
  (drive-text "Really")
  (softspoken-allow "tone/hedge" "a house word")
  (drive-until "the comment" (lambda () (goto-char (point-min)) (search-forward "allow tone/hedge: a house word" nil t)))
  (delete-region (match-beginning 0) (match-end 0))
  (drive-text "{% #  %}")
  (replace-match ""))

(drive-test "the macro is formatted"
  (goto-char (point-max))
  (insert "{{agent.name}}\n")
  (eglot-format)
  (drive-until "spaces inside the delimiters" (lambda () (goto-char (point-min)) (search-forward "{{ agent.name }}" nil t))))

(drive-test "the first fix rewords the sentence"
  (let* ((place (drive-text "Please calm down"))
         (actions (eglot-code-actions (car place) (cdr place) "quickfix" nil))
         (fix (seq-find (lambda (action) (plist-get action :isPreferred)) actions)))
    (eglot--apply-workspace-edit (plist-get fix :edit))
    (goto-char (point-min))
    (drive-equal (search-forward "calm down" nil t) nil)))

(drive-test "the server ends with the editor"
  (let ((process (jsonrpc--process (eglot-current-server))))
    (eglot-shutdown (eglot-current-server))
    (drive-until "the end of the server" (lambda () (not (process-live-p process))))))

(defun drive-tell-events ()
  "Print the last of what Emacs and the server said to each other."
  (when-let ((server (eglot-current-server)))
    (with-current-buffer (jsonrpc-events-buffer server)
      (princ (replace-regexp-in-string "^" "  # " (buffer-substring (max (point-min) (- (point-max) 3000)) (point-max)))))))

;; A test goes on where the one before it stopped, so the first failure ends the run.
(let* ((tests (reverse drive-tests)) (count (length tests)) (number 0))
  (princ (format "TAP version 13\n1..%d\n" count))
  (pcase-dolist (`(,name . ,body) tests)
    (setq number (1+ number))
    (condition-case problem
        (progn (funcall body) (princ (format "ok %d - %s\n" number name)))
      (error
       (princ (format "not ok %d - %s\n  # %s\n" number name (error-message-string problem)))
       (drive-tell-events)
       (princ (format "%d passed, 1 failed, %d skipped\n" (1- number) (- count number)))
       (set-buffer-modified-p nil)
       (kill-emacs 1))))
  (princ (format "%d passed, 0 failed\n" count))
  (set-buffer-modified-p nil))

;;; drive.el ends here
