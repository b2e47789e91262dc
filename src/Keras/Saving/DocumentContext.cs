using System.Text.Json.Serialization;

namespace Keras.Saving;

/// <summary>The documents of a fixed form; their code is generated, so that nothing is looked up by name at run time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ArchiveMetadata))]
[JsonSerializable(typeof(CompileDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;
