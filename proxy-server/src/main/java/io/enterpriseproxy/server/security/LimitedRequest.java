package io.enterpriseproxy.server.security;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.problem.BodyRefusedException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A request whose body ends with {@link BodyRefusedException} at a limit of bytes, of time, or of what all may hold. */
final class LimitedRequest extends HttpServletRequestWrapper {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final long limit;
    private final BodyRoom room;
    private long held;

    LimitedRequest(HttpServletRequest request, long limit, BodyRoom room) {
        super(request);
        this.limit = limit;
        this.room = room;
    }

    /** When nobody needs the body any more. */
    void giveBack() {
        room.give(held);
        held = 0;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new LimitedStream(super.getInputStream());
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String encoding = getCharacterEncoding();
        return new BufferedReader(new InputStreamReader(getInputStream(),
                encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
    }

    private final class LimitedStream extends ServletInputStream {
        private final ServletInputStream body;
        private final long end = System.nanoTime() + LONGEST.toNanos();
        private long read;

        LimitedStream(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) throws BodyRefusedException {
            read += bytes;
            if (read > limit) {
                throw new BodyRefusedException(BodyRefusedException.tooLarge(limit));
            }
            if (System.nanoTime() - end > 0) {
                throw new BodyRefusedException(Problem.of(ProblemCode.INVALID_REQUEST,
                        "the body is not whole after " + LONGEST.toSeconds() + " s"));
            }
            if (!room.take(bytes)) {
                throw new BodyRefusedException(Problem.of(ProblemCode.TOO_MANY_REQUESTS,
                        "the bodies of all requests together are too large for the memory"));
            }
            held += bytes;
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
