package dev.postern.smtp.backend;

/** The dialogue has reached its goal or failed: what the backend says now is not ours. */
record Finished(String doing) implements BackendState {
    @Override
    public boolean listens() {
        return false;
    }
}
