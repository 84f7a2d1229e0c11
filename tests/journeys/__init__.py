"""Stories of several people over many pages, in the client: what each of them sees at every step, and does not."""
