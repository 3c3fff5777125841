//! Every message of front matter with the place that it marks and the text after its mend, and what is no mistake.
