package io.enterpriseproxy.server.mappings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Publishes the files of the mappings directory at a start: a file that has changed since its last version is a new
 * version; a mapping whose file is gone is withdrawn. What an admin published meanwhile stays current until its file
 * changes.
 */
final class FileImport {
    private static final Logger LOG = LoggerFactory.getLogger(FileImport.class);
    private static final String ACTOR = "file";

    private final MappingArchive archive;

    FileImport(MappingArchive archive) {
        this.archive = archive;
    }

    void publish(List<FileMapping> files) {
        files.forEach(this::publishChanged);
        files.forEach(this::tellIfAnotherCounts);
        Set<String> names = files.stream().map(file -> file.mapping().name()).collect(Collectors.toSet());
        archive.heads().stream().filter(head -> !names.contains(head.name())).forEach(this::withdrawFileless);
    }

    private void publishChanged(FileMapping file) {
        String name = file.mapping().name();
        Optional<StoredVersion> last = archive.newestFromFile(name);
        boolean changed = last.map(MappingText::of).filter(file.text()::equals).isEmpty();
        boolean withdrawn = archive.head(name).map(head -> head.currentVersion() == null).orElse(true);
        if (!changed && withdrawn) {
            archive.rollBack(name, last.orElseThrow().key().version(), ACTOR);
        }
        if (changed) {
            int version = publish(file);
            LOG.atInfo().addKeyValue("mapping", name).log("published version {} from {}", version, file.file());
        }
    }

    /** Whoever looks at the file would not know. */
    private void tellIfAnotherCounts(FileMapping file) {
        String name = file.mapping().name();
        Integer current = archive.head(name).orElseThrow().currentVersion();
        int ofFile = archive.newestFromFile(name).orElseThrow().key().version();
        if (current != null && current != ofFile) {
            LOG.atWarn().addKeyValue("mapping", name)
                    .log("new events are mapped with version {}, which an admin chose by the API, not with version {}"
                            + " from {}; that counts again when the file changes, or by a rollback to it", current,
                            ofFile, file.file());
        }
    }

    private int publish(FileMapping file) {
        String name = file.mapping().name();
        try {
            return archive.publish(name, file.text(), Origin.FILE, ACTOR);
        } catch (DataIntegrityViolationException anotherInstanceWasFirst) {
            return archive.newestFromFile(name).orElseThrow(() -> anotherInstanceWasFirst).key().version();
        }
    }

    private void withdrawFileless(MappingHead head) {
        Integer current = head.currentVersion();
        if (current != null && archive.version(head.name(), current).map(StoredVersion::origin)
                .filter(Origin.FILE::equals).isPresent()) {
            archive.withdraw(head.name(), ACTOR);
            LOG.atWarn().addKeyValue("mapping", head.name())
                    .log("its file is gone: new events are refused, calls in flight go on");
        }
    }
}
