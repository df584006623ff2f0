"""What a template may use: one documented type per page or fragment, reached as `page`.

`site` (a Site) is there on every page besides. Figures come as records; the filters of
`webapp.text.vocabulary` put them into words.
"""
