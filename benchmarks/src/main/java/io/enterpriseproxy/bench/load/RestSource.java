package io.enterpriseproxy.bench.load;

import java.io.IOException;

/**
 * Documents through the HTTP API.
 *
 * @param path of a mapping's calls, or of its batches
 * @param batch documents of each request; 1 posts them bare
 */
public record RestSource(int port, String path, String key, int threads, int batch) implements Feed.Source {
    private static final int SHOWN = 500;

    @Override
    public Feed open() throws IOException {
        HttpLine line = HttpLine.open(port, path, "Authorization: Bearer " + key + "\r\n");
        return new Feed() {
            @Override
            public void send(long from, int count) throws IOException {
                HttpLine.Answer answer = line.post(batch == 1 ? Documents.json(from) : Documents.array(from, count));
                String text = answer.text();
                if (answer.status() >= 300 || text.contains("\"problem\"")) {
                    throw new IOException("the gateway answered " + answer.status() + ": "
                            + text.substring(0, Math.min(SHOWN, text.length())));
                }
            }

            @Override
            public void close() {
                line.close();
            }
        };
    }
}
