using System.IO.Compression;
using System.Text;
using Keras.Datasets;
using TensorFlow;
using Xunit;

namespace Keras.Conformance.Tests;

/// <summary>
/// What is printed of a directory of three cases: one that passes, one whose recorded result is wrong, one of a class that does not exist.
/// </summary>
public sealed class ReportTests : IDisposable
{
    private const string Cases = """
        [
          {"id":"regularizer/tiny/0","kind":"regularizer","class_name":"L2","config":{"l2":0.5},"input":{"array":"a0","dtype":"float32","shape":[2]},
           "result":{"array":"a1","dtype":"float32","shape":[]},"tolerance":{"rtol":1e-05,"atol":1e-06},"features":[]},
          {"id":"regularizer/tiny/1","kind":"regularizer","class_name":"L2","config":{"l2":1.0},"input":{"array":"a0","dtype":"float32","shape":[2]},
           "result":{"array":"a1","dtype":"float32","shape":[]},"tolerance":{"rtol":1e-05,"atol":1e-06},"features":[]},
          {"id":"regularizer/tiny/2","kind":"regularizer","class_name":"L3","config":{},"input":{"array":"a0","dtype":"float32","shape":[2]},
           "result":{"array":"a1","dtype":"float32","shape":[]},"tolerance":{"rtol":1e-05,"atol":1e-06},"features":[]}
        ]
        """;

    private readonly string directory = Directory.CreateTempSubdirectory("conformance").FullName;

    public ReportTests()
    {
        string kind = Directory.CreateDirectory(Path.Combine(directory, "regularizer")).FullName;
        string path = Path.Combine(kind, "tiny.zip");
        using Tensor input = Tensor.Create<float>([1, 2]), result = Tensor.Scalar(2.5f);
        NpzFile.Write(path, new Dictionary<string, Tensor> { ["a0"] = input, ["a1"] = result });
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        using Stream stream = zip.CreateEntry("cases.json").Open();
        stream.Write(Encoding.UTF8.GetBytes(Cases));
    }

    [Fact]
    public void The_report_has_a_line_for_each_class_each_failure_and_the_totals()
    {
        Report report = Report.Of(CaseDirectory.Read(directory));
        using StringWriter writer = new() { NewLine = "\n" };
        report.Write(writer);
        Assert.Equal((1, 1, 1), (report.Passed, report.Failed, report.Missing));
        Assert.Equal(
            """
            kind         class                                 passed  failed missing
            regularizer  L2                                         1       1       0
            regularizer  L3                                         0       0       1

            regularizer/tiny/1 L2: largest error 2.5; result[0]: expected 2.5, got 5
            1 passed, 1 failed, 1 missing

            """.ReplaceLineEndings("\n"),
            writer.ToString());
    }

    [Fact]
    public void A_selection_has_only_cases_of_classes_that_exist_and_their_arrays()
    {
        string copy = Path.Combine(directory, "copy");
        Assert.Equal(2, Selection.Copy(directory, copy));
        Report report = Report.Of(CaseDirectory.Read(copy));
        Assert.Equal((1, 1, 0), (report.Passed, report.Failed, report.Missing));
    }

    [Fact]
    public void A_selection_may_have_a_number_of_each_class_of_layers()
    {
        const string one = """{"id":"layer/many/0","kind":"layer","class_name":"Flatten","config":{}}""";
        Add("many.zip", $"[{one},{one},{one},{one},{one}]");
        // Of the regularizers all.
        Assert.Equal(2 + 3, Selection.Copy(directory, Path.Combine(directory, "copy"), 3));
    }

    [Fact]
    public void What_is_no_case_fails_alone()
    {
        string path = Path.Combine(directory, "broken.zip");
        File.WriteAllText(path, "no zip");
        Add("odd.zip", """[3, {"id":7,"kind":"regularizer","class_name":"L2"}, {"kind":"dance","class_name":"Waltz","steps":[1]}]""");
        Add("nested/deep/list.zip", "{}");
        Report report = Report.Of(CaseDirectory.Read(directory));
        using StringWriter writer = new() { NewLine = "\n" };
        report.Write(writer);
        // Beside the three cases of this class: two files and two entries that are no cases, and one of an unknown kind.
        Assert.Equal((1, 5, 2), (report.Passed, report.Failed, report.Missing));
        Assert.Contains("broken.zip ?: InvalidDataException", writer.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\n1 passed, 5 failed, 2 missing\n", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_directory_has_no_cases()
    {
        Report report = Report.Of(CaseDirectory.Read(Directory.CreateDirectory(Path.Combine(directory, "empty")).FullName));
        Assert.Equal((0, 0, 0), (report.Passed, report.Failed, report.Missing));
    }

    [Fact]
    public void A_case_that_says_no_tolerance_has_that_of_its_coarsest_type()
    {
        Assert.Equal(new Tolerance(1e-5, 1e-6), ToleranceOf("float32"));
        Assert.Equal(new Tolerance(2e-3, 1e-3), ToleranceOf("float16"));
        Assert.Equal(new Tolerance(2e-2, 1e-2), ToleranceOf("bfloat16"));
    }

    private static Tolerance ToleranceOf(string dtype) =>
        new ConformanceCase(new() { ["result"] = new System.Text.Json.Nodes.JsonObject { ["dtype"] = dtype } },
            name => throw new KeyNotFoundException(name)).Tolerance;

    private void Add(string name, string cases)
    {
        string path = Path.Combine(directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using Stream stream = zip.CreateEntry("cases.json").Open();
        stream.Write(Encoding.UTF8.GetBytes(cases));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
