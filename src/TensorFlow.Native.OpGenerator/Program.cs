using System.CommandLine;
using TensorFlow.OpGenerator;

Option<bool> check = new("--check")
{
    Description = "Write nothing; exit with 1 when a committed file differs from what would be written.",
};
Option<FileInfo> dump = new("--dump")
{
    HelpName = "library",
    Description = "Refresh op-list.pb from a libtensorflow_cc, and write nothing else.",
};
dump.AcceptExistingOnly();
RootCommand root = new("Writes src/TensorFlow.Native/Operations/RawOps.<Group>.g.cs from op-list.pb and ops.tsv.") { check, dump };
root.Validators.Add(result =>
{
    if (result.GetValue(check) && result.GetResult(dump) is not null)
        result.AddError("Expected --check or --dump, got both.");
});
root.SetAction(line =>
{
    try
    {
        RepositoryPaths paths = RepositoryPaths.Find();
        return line.GetValue(dump) is { } library ? Dump(paths, library.FullName) : line.GetValue(check) ? Check(paths) : Write(paths);
    }
    catch (ManifestException exception)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
});
return root.Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });

static int Write(RepositoryPaths paths)
{
    Console.WriteLine($"{OutputFiles.Write(paths)} files are up to date.");
    return 0;
}

static int Check(RepositoryPaths paths)
{
    IReadOnlyList<string> differences = OutputFiles.Check(paths);
    foreach (string difference in differences)
        Console.Error.WriteLine(difference);
    return differences.Count == 0 ? 0 : 1;
}

static int Dump(RepositoryPaths paths, string library)
{
    byte[] opList = NativeOpList.Read(library);
    File.WriteAllBytes(paths.OpList, opList);
    Console.WriteLine($"{opList.Length} bytes of op list.");
    return 0;
}
