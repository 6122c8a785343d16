package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.parts.ChildProcess;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code ./ep bench}: measures what is selected, one after the other, prints tables and writes JSON. */
public final class Bench {
    private static final int REFUSED = 2;
    private static final int FAILED = 1;

    private Bench() {}

    /** Ends with 2 for a wrong command line, with 1 if a scenario failed. */
    public static void main(String[] words) throws IOException, InterruptedException {
        System.setProperty(ChildProcess.LOGGING, ChildProcess.QUIET);
        switch (BenchCommand.parse(List.of(words))) {
            case BenchCommand.Wrong wrong -> {
                System.err.println(wrong.reason());
                System.err.print(BenchCommand.USAGE);
                System.exit(REFUSED);
            }
            case BenchCommand.Run run -> System.exit(run(run) ? 0 : FAILED);
        }
    }

    private static boolean run(BenchCommand.Run command) throws IOException, InterruptedException {
        Progress progress = new Progress(System.err);
        Path directory = Files.createTempDirectory("ep-bench-");
        progress.say("logs and data are in " + directory);
        Workshop workshop = new Workshop(directory, command.plan(), progress);
        Map<String, Section> sections = new LinkedHashMap<>();
        boolean allDone = true;
        for (Scenario scenario : command.scenarios()) {
            progress.say(scenario.name());
            try {
                Section section = scenario.measure(workshop);
                sections.merge(section.title(), section, Bench::join);
            } catch (RuntimeException | IOException e) {
                progress.say(scenario.name() + " failed: " + reasons(e));
                allDone = false;
            }
            write(command.output(), command.plan(), sections);
        }
        sections.values().forEach(section -> System.out.print(section.table()));
        progress.say("as JSON in " + command.output());
        return allDone;
    }

    private static String reasons(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).map(Throwable::toString)
                .collect(Collectors.joining(", because of "));
    }

    private static Section join(Section first, Section second) {
        List<Section.Line> lines = new ArrayList<>(first.lines());
        lines.addAll(second.lines());
        return new Section(first.title(), first.columns(), lines);
    }

    private static void write(Path file, Plan plan, Map<String, Section> sections) throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("java", Runtime.version().toString());
        tree.put("processors", Runtime.getRuntime().availableProcessors());
        tree.put("runs", plan.runs());
        tree.put("seconds", plan.duration().toSeconds());
        tree.put("sections", sections.values().stream().map(Section::tree).toList());
        Files.writeString(file, JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                .writeValueAsString(tree));
    }
}
