using System.Globalization;
using System.Text;

namespace Keras.Interop.Reporting;

/// <summary>Makes the table of all rows, and of all the sums.</summary>
internal static class Report
{
    private static readonly string[] Errors = ["weights", "optimizer", "predictions", "losses"];

    /// <summary>Prints the table and writes it to <c>table.md</c>; tells whether everything is as it should be.</summary>
    public static bool Run(string folder)
    {
        Row[] rows =
        [
            .. Directory.EnumerateFiles(Path.Combine(folder, "rows"), "*.jsonl").SelectMany(File.ReadLines).Select(Row.Parse)
                .OrderBy(r => Version.Parse(r.Release)).ThenBy(r => r.Direction, StringComparer.Ordinal),
        ];
        StringBuilder text = new();
        Append(text, ["Keras", "direction", "case", "format", "result", .. Errors, "note"],
            rows.GroupBy(r => (r.Release, r.Direction, r.Case)).SelectMany(Lines));
        text.AppendLine();
        Append(text, ["Keras", "direction", "format", "ok", "skipped", "failed", .. Errors], rows.Where(r => r.Format.Length > 0)
            .GroupBy(r => (r.Release, r.Direction, Kind: r.Format)).Select(Sum));
        int failed = rows.Count(r => r.IsFailure);
        text.AppendLine(CultureInfo.InvariantCulture,
            $"\n{rows.Count(r => r.Status == Row.Skipped)} skipped, for the reasons in the table");
        text.AppendLine(CultureInfo.InvariantCulture, $"{rows.Count(r => r.Status == Row.Ok)} ok, {failed} failed");
        File.WriteAllText(Path.Combine(folder, "table.md"), text.ToString());
        Console.Write(text);
        return failed == 0 && rows.Any(r => r.Status == Row.Ok);
    }

    // What went well in several formats is one line, with the largest errors of all; each that did not has its own.
    private static IEnumerable<string[]> Lines(IGrouping<(string Release, string Direction, string Case), Row> rows)
    {
        Row[] good = [.. rows.Where(r => r.Status == Row.Ok)];
        if (good.Length > 0)
            yield return [rows.Key.Release, rows.Key.Direction, rows.Key.Case,
                string.Join(", ", good.Select(r => r.Format)), Row.Ok, .. Errors.Select(e => Largest(good, e)), ""];
        foreach (Row row in rows.Where(r => r.Status != Row.Ok))
            yield return [row.Release, row.Direction, row.Case, row.Format, row.Status,
                .. Errors.Select(e => Largest([row], e)), row.Note.Replace("|", "\\|", StringComparison.Ordinal)];
    }

    private static string[] Sum(IGrouping<(string Release, string Direction, string Kind), Row> rows) =>
    [
        rows.Key.Release, rows.Key.Direction, rows.Key.Kind,
            Count(rows, r => r.Status == Row.Ok), Count(rows, r => r.Status == Row.Skipped),
        Count(rows, r => r.IsFailure),
        .. Errors.Select(e => Largest([.. rows], e)),
    ];

    private static string Count(IEnumerable<Row> rows, Func<Row, bool> which) => rows.Count(which).ToString(CultureInfo.InvariantCulture);

    private static string Largest(IReadOnlyList<Row> rows, string error)
    {
        double[] values = [.. rows.Where(r => r.Errors.ContainsKey(error)).Select(r => r.Errors[error])];
        return values.Length == 0 ? "" : values.Max() == 0 ? "0" : values.Max().ToString("0.0e+0", CultureInfo.InvariantCulture);
    }

    private static void Append(StringBuilder text, string[] heading, IEnumerable<string[]> lines)
    {
        string[][] all = [heading, .. lines];
        int[] widths = [.. heading.Select((_, i) => all.Max(l => Math.Min(l[i].Length, 44)))];
        foreach (string[] line in all)
        {
            text.AppendLine("| " + string.Join(" | ", line.Select((cell, i) => cell.PadRight(widths[i]))) + " |");
            if (line == heading)
                text.AppendLine("| " + string.Join(" | ", widths.Select(w => new string('-', w))) + " |");
        }
    }
}
