using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Keras.OpsGenerator;
using Xunit;

namespace Keras.Tests.Conventions;

/// <summary>
/// The arrows between the folders of <c>src/Keras</c> go one way: a file uses types of its own room and of the rooms below. Read from the
/// compiled assembly; a method is of the folder of its source file, which its debug information names.
/// </summary>
public sealed class ArrowTests
{
    /// <summary>The rooms from the bottom up; folders of one room may use one another.</summary>
    private static readonly string[][] Rooms =
    [
        ["Core"],
        ["Files", "Terminals"],
        ["Tracing"],
        ["Operations", "Randomness", "Symbolic"],
        ["Activations"],
        ["Regularizers"],
        ["Constraints"],
        ["Initializers"],
        ["Weights"],
        ["Losses"],
        ["Metrics"],
        ["Optimizers"],
        ["Data"],
        ["Datasets"],
        ["Layers", "Quantizers"],
        ["Utils"],
        ["Models", "Training", "Telemetry"],
        ["Saving"],
        ["Callbacks"],
        ["Applications"],
    ];

    /// <summary>Folders whose name is a public class, so that no namespace can have it.</summary>
    private static readonly Dictionary<string, string> OtherNamespaces =
        new() { ["Data"] = "Keras.Pipelines", ["Activations"] = "Keras", ["Utils"] = "Keras" };

    [Fact]
    public void No_file_uses_a_type_of_a_room_above_its_own()
    {
        Dictionary<string, int> ranks =
            Rooms.SelectMany((folders, rank) => folders.Select(f => (f, rank))).ToDictionary(p => p.f, p => p.rank);
        Assembly assembly = Assembly.Read(typeof(Model).Assembly.Location, Sources());
        List<string> wrong = [];
        foreach ((string file, string type, string home) in assembly.Uses)
        {
            string from = Folder(file), to = Folder(home);
            if (!ranks.TryGetValue(from, out int rank))
                wrong.Add($"{file}: the folder {from} is no room; add it to ArrowTests.Rooms and docs/architecture.md.");
            else if (ranks.TryGetValue(to, out int other) && other > rank)
                wrong.Add($"{file} uses {type} of {home}: an arrow from {from} up to {to}; move the type down, or let {to} call {from}.");
        }

        Assert.Equal("", string.Join(Environment.NewLine, wrong.Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Internal_types_have_the_namespace_of_their_folder()
    {
        List<string> wrong = [];
        foreach ((string name, string home, bool isPublic) in Assembly.Read(typeof(Model).Assembly.Location, Sources()).Types)
        {
            string folder = Folder(home), space = OtherNamespaces.GetValueOrDefault(folder, $"Keras.{folder}");
            string given = name[..Math.Max(0, name.LastIndexOf('.'))];
            if (!isPublic && folder.Length > 0 && given != space && !given.StartsWith(space + '.', StringComparison.Ordinal))
                wrong.Add($"{home}: {name} is internal, expected in the namespace {space} of its folder.");
        }

        Assert.Equal("", string.Join(Environment.NewLine, wrong.Order(StringComparer.Ordinal)));
    }

    private static string Sources()
    {
        string? operations = SourceDirectory.Find(AppContext.BaseDirectory);
        Assert.SkipWhen(operations is null, "The tests run outside of the repository.");
        return Path.GetFullPath(Path.Combine(operations, ".."));
    }

    private static string Folder(string file) => file.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? file[..at] : "";

    /// <summary>What an assembly says of its types and of what each source file uses.</summary>
    private sealed class Assembly
    {
        private readonly MetadataReader reader;
        private readonly MetadataReader symbols;
        private readonly PEReader image;
        private readonly Dictionary<TypeDefinitionHandle, string> homes = [];

        private Assembly(PEReader image, MetadataReader symbols, string sources)
        {
            (this.image, this.symbols) = (image, symbols);
            reader = image.GetMetadataReader();
            ILookup<string, string> files = Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(sources, f).Replace('\\', '/'))
                .Where(f => !f.StartsWith("obj/", StringComparison.Ordinal) && !f.StartsWith("bin/", StringComparison.Ordinal))
                .ToLookup(f => Path.GetFileNameWithoutExtension(f).Split('.')[0], StringComparer.Ordinal);
            foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
                homes[handle] = Home(handle, files);
            Types =
            [
                .. reader.TypeDefinitions
                    .Where(t => !reader.GetTypeDefinition(t).IsNested && homes[t].Length > 0)
                    .Select(t => (FullName(t), homes[t],
                        (reader.GetTypeDefinition(t).Attributes & System.Reflection.TypeAttributes.Public) != 0)),
            ];
            Read();
        }

        public List<(string File, string Type, string Home)> Uses { get; } = [];

        // Read at once: the readers' memory is freed with the images.
        public IReadOnlyList<(string Name, string Home, bool IsPublic)> Types { get; }

        public static Assembly Read(string path, string sources)
        {
            using PEReader image = new(new MemoryStream(File.ReadAllBytes(path)));
            using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(
                new MemoryStream(File.ReadAllBytes(Path.ChangeExtension(path, ".pdb"))));
            return new(image, provider.GetMetadataReader(), sources);
        }

        private string FullName(TypeDefinitionHandle handle)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            string name = reader.GetString(type.Name), space = reader.GetString(type.Namespace);
            return type.IsNested ? $"{FullName(type.GetDeclaringType())}.{name}" : space.Length == 0 ? name : $"{space}.{name}";
        }

        // The file of the type's name, or where several folders have one of it, that with most of the type's methods; empty for
        // types of the compiler and of generated files outside of the folders.
        private string Home(TypeDefinitionHandle handle, ILookup<string, string> files)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            if (type.IsNested)
                return Home(type.GetDeclaringType(), files);
            string name = reader.GetString(type.Name).Split('`')[0];
            string[] named = [.. files[name]];
            string[] documents = [.. type.GetMethods().Select(DocumentOf).Where(d => d.Length > 0)];
            string[] folders = [.. named.Select(Folder).Distinct()];
            if (folders.Length == 1)
                return named.MinBy(f => f.Length)!;
            string? counted = documents.GroupBy(d => d).OrderByDescending(g => named.Contains(g.Key)).ThenByDescending(g => g.Count())
                .FirstOrDefault()?.Key;
            return counted ?? named.FirstOrDefault() ?? "";
        }

        private string DocumentOf(MethodDefinitionHandle method)
        {
            MethodDebugInformation information = symbols.GetMethodDebugInformation(method.ToDebugInformationHandle());
            DocumentHandle document = information.Document;
            if (document.IsNil)
                document = information.GetSequencePoints().Select(p => p.Document).FirstOrDefault();
            if (document.IsNil)
                return "";
            string path = symbols.GetString(symbols.GetDocument(document).Name).Replace('\\', '/');
            int at = path.LastIndexOf("/src/Keras/", StringComparison.Ordinal);
            string relative = at < 0 ? "" : path[(at + "/src/Keras/".Length)..];
            return relative.StartsWith("obj/", StringComparison.Ordinal) ? "" : relative;
        }

        private void Read()
        {
            foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
            {
                TypeDefinition type = reader.GetTypeDefinition(handle);
                string home = homes[handle];
                Add(home, type.BaseType);
                foreach (InterfaceImplementationHandle i in type.GetInterfaceImplementations())
                    Add(home, reader.GetInterfaceImplementation(i).Interface);
                foreach (FieldDefinitionHandle field in type.GetFields())
                    AddAll(home, reader.GetFieldDefinition(field).DecodeSignature(new Collector(reader), null));
                foreach (MethodDefinitionHandle method in type.GetMethods())
                    ReadMethod(home, method);
            }
        }

        private void ReadMethod(string home, MethodDefinitionHandle handle)
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            string file = DocumentOf(handle) is { Length: > 0 } document ? document : home;
            MethodSignature<IEnumerable<TypeDefinitionHandle>> signature = method.DecodeSignature(new Collector(reader), null);
            AddAll(file, signature.ReturnType.Concat(signature.ParameterTypes.SelectMany(p => p)));
            if (method.RelativeVirtualAddress == 0)
                return;
            MethodBodyBlock body = image.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil)
            {
                foreach (IEnumerable<TypeDefinitionHandle> local in
                    reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(new Collector(reader), null))
                    AddAll(file, local);
            }

            foreach (EntityHandle token in Instructions.Tokens(body.GetILReader()))
                Add(file, token);
        }

        private void AddAll(string file, IEnumerable<TypeDefinitionHandle> types)
        {
            foreach (TypeDefinitionHandle type in types)
                AddType(file, type);
        }

        private void Add(string file, EntityHandle token)
        {
            if (token.IsNil)
                return;
            switch (token.Kind)
            {
                case HandleKind.TypeDefinition:
                    AddType(file, (TypeDefinitionHandle)token);
                    break;
                case HandleKind.TypeSpecification:
                    AddAll(file, reader.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(new Collector(reader), null));
                    break;
                case HandleKind.MethodDefinition:
                    // A member in the part of a class that is in another folder is that folder's.
                    AddMember(file, (MethodDefinitionHandle)token);
                    break;
                case HandleKind.FieldDefinition:
                    AddType(file, reader.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType());
                    break;
                case HandleKind.MemberReference:
                    Add(file, reader.GetMemberReference((MemberReferenceHandle)token).Parent);
                    break;
                case HandleKind.MethodSpecification:
                    MethodSpecification specification = reader.GetMethodSpecification((MethodSpecificationHandle)token);
                    Add(file, specification.Method);
                    foreach (IEnumerable<TypeDefinitionHandle> argument in specification.DecodeSignature(new Collector(reader), null))
                        AddAll(file, argument);
                    break;
            }
        }

        private void AddMember(string file, MethodDefinitionHandle method)
        {
            TypeDefinitionHandle owner = reader.GetMethodDefinition(method).GetDeclaringType();
            string document = DocumentOf(method);
            if (file.Length > 0 && document.Length > 0)
                Uses.Add((file, $"{FullName(owner)}.{reader.GetString(reader.GetMethodDefinition(method).Name)}", document));
            else
                AddType(file, owner);
        }

        private void AddType(string file, TypeDefinitionHandle type)
        {
            if (file.Length > 0 && homes[type].Length > 0)
                Uses.Add((file, FullName(type), homes[type]));
        }
    }

    /// <summary>The types of the assembly that a signature names.</summary>
    private sealed class Collector(MetadataReader reader) : ISignatureTypeProvider<IEnumerable<TypeDefinitionHandle>, object?>
    {
        public IEnumerable<TypeDefinitionHandle> GetArrayType(IEnumerable<TypeDefinitionHandle> elementType, ArrayShape shape) =>
            elementType;

        public IEnumerable<TypeDefinitionHandle> GetByReferenceType(IEnumerable<TypeDefinitionHandle> elementType) => elementType;

        public IEnumerable<TypeDefinitionHandle> GetFunctionPointerType(MethodSignature<IEnumerable<TypeDefinitionHandle>> signature) =>
            [];

        public IEnumerable<TypeDefinitionHandle> GetGenericInstantiation(
            IEnumerable<TypeDefinitionHandle> genericType, ImmutableArray<IEnumerable<TypeDefinitionHandle>> typeArguments) =>
            genericType.Concat(typeArguments.SelectMany(a => a));

        public IEnumerable<TypeDefinitionHandle> GetGenericMethodParameter(object? genericContext, int index) => [];

        public IEnumerable<TypeDefinitionHandle> GetGenericTypeParameter(object? genericContext, int index) => [];

        public IEnumerable<TypeDefinitionHandle> GetModifiedType(
            IEnumerable<TypeDefinitionHandle> modifier, IEnumerable<TypeDefinitionHandle> unmodifiedType, bool isRequired) =>
            unmodifiedType;

        public IEnumerable<TypeDefinitionHandle> GetPinnedType(IEnumerable<TypeDefinitionHandle> elementType) => elementType;

        public IEnumerable<TypeDefinitionHandle> GetPointerType(IEnumerable<TypeDefinitionHandle> elementType) => elementType;

        public IEnumerable<TypeDefinitionHandle> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

        public IEnumerable<TypeDefinitionHandle> GetSZArrayType(IEnumerable<TypeDefinitionHandle> elementType) => elementType;

        public IEnumerable<TypeDefinitionHandle> GetTypeFromDefinition(MetadataReader _, TypeDefinitionHandle handle, byte rawTypeKind) =>
            [handle];

        public IEnumerable<TypeDefinitionHandle> GetTypeFromReference(MetadataReader _, TypeReferenceHandle handle, byte rawTypeKind) =>
            [];

        public IEnumerable<TypeDefinitionHandle> GetTypeFromSpecification(
            MetadataReader _, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
    }

    /// <summary>The tokens in a method's instructions (ECMA-335, partition III).</summary>
    private static class Instructions
    {
        private static readonly Dictionary<int, System.Reflection.Emit.OpCode> Codes = typeof(System.Reflection.Emit.OpCodes)
            .GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .Select(f => (System.Reflection.Emit.OpCode)f.GetValue(null)!)
            .ToDictionary(c => c.Value & 0xFFFF);

        public static List<EntityHandle> Tokens(BlobReader il)
        {
            List<EntityHandle> tokens = [];
            while (il.RemainingBytes > 0)
            {
                int code = il.ReadByte();
                if (code == 0xFE)
                    code = 0xFE00 | il.ReadByte();
                switch (Codes[code].OperandType)
                {
                    case System.Reflection.Emit.OperandType.InlineField:
                    case System.Reflection.Emit.OperandType.InlineMethod:
                    case System.Reflection.Emit.OperandType.InlineTok:
                    case System.Reflection.Emit.OperandType.InlineType:
                        tokens.Add(MetadataTokens.EntityHandle(il.ReadInt32()));
                        break;
                    case System.Reflection.Emit.OperandType.InlineSwitch:
                        int count = il.ReadInt32();
                        il.Offset += 4 * count;
                        break;
                    case System.Reflection.Emit.OperandType.InlineNone:
                        break;
                    case System.Reflection.Emit.OperandType.ShortInlineBrTarget:
                    case System.Reflection.Emit.OperandType.ShortInlineI:
                    case System.Reflection.Emit.OperandType.ShortInlineVar:
                        il.Offset += 1;
                        break;
                    case System.Reflection.Emit.OperandType.InlineVar:
                        il.Offset += 2;
                        break;
                    case System.Reflection.Emit.OperandType.InlineI8:
                    case System.Reflection.Emit.OperandType.InlineR:
                        il.Offset += 8;
                        break;
                    default:
                        il.Offset += 4;
                        break;
                }
            }

            return tokens;
        }
    }
}
