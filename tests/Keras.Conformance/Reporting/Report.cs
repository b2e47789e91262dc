namespace Keras.Conformance;

/// <summary>How the cases of a directory went.</summary>
internal sealed class Report
{
    private readonly List<Outcome> outcomes;

    private Report(List<Outcome> outcomes) => this.outcomes = outcomes;

    public int Passed => Count(outcomes, Verdict.Passed);

    public int Failed => Count(outcomes, Verdict.Failed);

    public int Missing => Count(outcomes, Verdict.Missing);

    public static Report Of(IEnumerable<ConformanceCase> cases) => new([.. cases.Select(Replay.Run)]);

    /// <summary>Writes a line for each kind and class, the failures, and the totals as the last line.</summary>
    public void Write(TextWriter writer)
    {
        writer.WriteLine(Line("kind", "class", "passed", "failed", "missing"));
        IEnumerable<IGrouping<(string Kind, string ClassName), Outcome>> groups = outcomes
            .GroupBy(o => (o.Kind, o.ClassName))
            .OrderBy(g => g.Key.Kind, StringComparer.Ordinal)
            .ThenBy(g => g.Key.ClassName, StringComparer.Ordinal);
        foreach (IGrouping<(string Kind, string ClassName), Outcome> group in groups)
            writer.WriteLine(Line(group.Key.Kind, group.Key.ClassName, Count(group, Verdict.Passed),
                Count(group, Verdict.Failed), Count(group, Verdict.Missing)));
        writer.WriteLine();
        foreach (Outcome failure in outcomes.Where(o => o.Verdict == Verdict.Failed))
            writer.WriteLine($"{failure.Id} {failure.ClassName}: {failure.Reason}");
        writer.WriteLine(FormattableString.Invariant($"{Passed} passed, {Failed} failed, {Missing} missing"));
    }

    private static int Count(IEnumerable<Outcome> outcomes, Verdict verdict) => outcomes.Count(o => o.Verdict == verdict);

    private static string Line(string kind, string className, object passed, object failed, object missing) =>
        FormattableString.Invariant($"{kind,-12} {className,-36} {passed,7} {failed,7} {missing,7}");
}
