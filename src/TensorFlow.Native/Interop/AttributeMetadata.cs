namespace TensorFlow.Interop;

/// <summary><c>TF_AttrMetadata</c>: the kind and the size of an operation's attribute.</summary>
/// <param name="IsList">1 for a list.</param>
/// <param name="ListSize">The length of the list; -1 for a single value.</param>
/// <param name="Type">The kind (<c>TF_AttrType</c>).</param>
/// <param name="TotalSize">The bytes of a string, the axes of a shape, or their sum over a list.</param>
internal readonly record struct AttributeMetadata(byte IsList, long ListSize, int Type, long TotalSize);
