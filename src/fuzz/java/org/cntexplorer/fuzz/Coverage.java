package org.cntexplorer.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.analysis.IPackageCoverage;
import org.jacoco.core.tools.ExecFileLoader;

/** Which lines of the readers were reached. */
record Coverage(List<IPackageCoverage> packages) {
    /** @param executions files that JaCoCo's format has; one that is missing counts as nothing reached */
    static Coverage of(List<Path> executions, Path classes) throws IOException {
        ExecFileLoader loader = new ExecFileLoader();
        for (Path execution : executions) {
            if (Files.exists(execution)) {
                loader.load(execution.toFile());
            }
        }
        CoverageBuilder builder = new CoverageBuilder();
        new Analyzer(loader.getExecutionDataStore(), builder).analyzeAll(classes.resolve("org/cntexplorer/format").toFile());
        return new Coverage(builder.getBundle("readers").getPackages().stream().sorted(Comparator.comparing(IPackageCoverage::getName)).toList());
    }

    void print(String title) {
        System.out.println(title);
        long reached = 0;
        long all = 0;
        for (IPackageCoverage one : packages) {
            ICounter lines = one.getLineCounter();
            ICounter branches = one.getBranchCounter();
            System.out.printf("  %-40s %5d of %5d lines (%.0f %%), %.0f %% of branches%n", one.getName().replace('/', '.'), lines.getCoveredCount(),
                    lines.getTotalCount(), 100 * lines.getCoveredRatio(), 100 * branches.getCoveredRatio());
            reached += lines.getCoveredCount();
            all += lines.getTotalCount();
        }
        System.out.printf("  %-40s %5d of %5d lines%n", "all", reached, all);
    }
}
