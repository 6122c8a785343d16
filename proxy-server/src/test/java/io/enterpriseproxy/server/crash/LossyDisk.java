package io.enterpriseproxy.server.crash;

import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file system for H2 ({@code jdbc:h2:lossy:…}) that keeps aside what the device would still have if the power went:
 * what was forced, and of the rest some sectors and not others.
 */
public final class LossyDisk extends FilePathWrapper {
    static final String SCHEME = "lossy";
    private static final Map<String, Device> DEVICES = new ConcurrentHashMap<>();

    /** H2 makes one for each path. */
    public LossyDisk() {}

    /** Lets H2 know it. */
    static void register() {
        FilePath.register(new LossyDisk());
    }

    /** What holds the file of this path. */
    static Device device(Path file) {
        return DEVICES.computeIfAbsent(file.toString(), path -> new Device());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new LossyFile(super.open(mode), device(Path.of(getBase().toString())));
    }

    /** All goes to the file, so that the database sees what it has written; the device is told of it. */
    private static final class LossyFile extends FileBaseDefault {
        private final FileChannel file;
        private final Device device;

        LossyFile(FileChannel file, Device device) {
            this.file = file;
            this.device = device;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public synchronized int read(ByteBuffer to, long position) throws IOException {
            return file.read(to, position);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            device.write(position, bytes);
            return file.write(ByteBuffer.wrap(bytes), position);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            device.truncate(size);
            file.truncate(size);
        }

        @Override
        public void force(boolean metaData) {
            device.force();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
