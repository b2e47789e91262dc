using TensorFlow.OpGenerator;

const string usage = """
    Writes src/TensorFlow.Native/Operations/RawOps.<Group>.g.cs from op-list.pb and ops.tsv.

      (no option)        write the files
      --check            write nothing; exit 1 when a committed file differs from what would be written
      --dump <library>   refresh op-list.pb from a libtensorflow_cc
    """;

try
{
    RepositoryPaths paths = RepositoryPaths.Find();
    switch (args)
    {
        case []:
            int count = OutputFiles.Write(paths);
            Console.WriteLine($"{count} files are up to date.");
            return 0;
        case ["--check"]:
            IReadOnlyList<string> differences = OutputFiles.Check(paths);
            foreach (string difference in differences) Console.Error.WriteLine(difference);
            return differences.Count == 0 ? 0 : 1;
        case ["--dump", string library]:
            byte[] opList = NativeOpList.Read(library);
            File.WriteAllBytes(paths.OpList, opList);
            Console.WriteLine($"{opList.Length} bytes of op list.");
            return 0;
        default:
            Console.Error.WriteLine(usage);
            return 2;
    }
}
catch (ManifestException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
