def make(store):
    pass
