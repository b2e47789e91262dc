using TensorFlow;

namespace Keras.Pipelines;

/// <summary>Selects samples of data, and concatenates the samples of batches.</summary>
internal static class DataRows
{
    /// <summary>Copies samples of each column, in a given order.</summary>
    public static Batch Take(Batch batch, int[] rows) => Each([batch], parts => parts[0].WithRows(() =>
    {
        using IDisposable use = parts[0].Source.Use();
        return Take(parts[0].Source.Tensor, rows);
    }));

    /// <summary>Concatenates the samples of batches, with the functions of <c>Map</c> on their columns applied.</summary>
    /// <exception cref="ArgumentException">There are no batches.</exception>
    /// <exception cref="ShapeException">Batches differ in form, type or the shape of a sample.</exception>
    public static Batch Join(Batch[] batches)
    {
        if (batches.Length == 0)
            throw new ArgumentException("Expected at least one batch, got none; check the source of the batches.");
        if (Array.Find(batches, b => b.Form != batches[0].Form) is { } other)
            throw new ShapeException(
                $"Expected batches of the form {batches[0].Form} as the first, got one of {other.Form}; make all batches alike.");
        return Each(batches, Join);
    }

    private static Batch Each(Batch[] batches, Func<Data[], Data> column) => new(
        Each([.. batches.Select(b => b.X)], column),
        batches[0].Y is null ? null : Each([.. batches.Select(b => b.Y!)], column),
        batches[0].SampleWeight is null ? null : Each([.. batches.Select(b => b.SampleWeight!)], column));

    private static Data Each(Data[] parts, Func<Data[], Data> column)
    {
        if (parts[0].IsColumn)
            return column(parts);
        if (parts[0].Names is not { } names)
        {
            List<Data?> items = [];
            foreach (Data? item in parts[0])
                items.Add(item is null ? null : Each([.. parts.Select(p => p[items.Count]!)], column));
            return DataBuilder.Create([.. items]);
        }

        Data named = new();
        foreach (string name in names)
            named[name] = Each([.. parts.Select(p => p[name]!)], column);
        return named;
    }

    private static Data Join(Data[] parts)
    {
        List<Tensor> tensors = [];
        try
        {
            foreach (Data part in parts)
                tensors.Add(part.Transforms.Length > 0 ? part.ToTensor() : Shared(part));
            if (tensors.Find(t => t.DType != tensors[0].DType || t.Shape[1..] != tensors[0].Shape[1..]) is { } other)
                throw new ShapeException(
                    $"Expected batches of {tensors[0].DType.StandardName} samples {tensors[0].Shape[1..]}, got {other.DType.StandardName} "
                    + $"{other.Shape[1..]}.");
            Shape whole = [tensors.Sum(t => t.Shape[0]), .. tensors[0].Shape[1..]];
            if (tensors[0].DType == DType.String)
                return Tensor.CreateStrings([.. tensors.SelectMany(t => t.ToStrings())], whole);
            using TensorBuilder builder = new(tensors[0].DType, whole);
            tensors.ForEach(builder.Append);
            return builder.ToTensor();
        }
        finally
        {
            tensors.ForEach(t => t.Dispose());
        }
    }

    private static Tensor Shared(Data part)
    {
        using IDisposable use = part.Source.Use();
        return part.Source.Tensor.Share();
    }

    private static Tensor Take(Tensor tensor, int[] rows)
    {
        Shape shape = [rows.Length, .. tensor.Shape[1..]];
        if (tensor.DType == DType.String)
        {
            string[] all = tensor.ToStrings();
            int each = all.Length / checked((int)tensor.Shape[0]);
            return Tensor.CreateStrings([.. rows.SelectMany(r => all.Skip(r * each).Take(each))], shape);
        }

        using TensorBuilder builder = new(tensor.DType, shape);
        foreach (int row in rows)
        {
            using Tensor one = tensor[row..(row + 1)];
            builder.Append(one);
        }

        return builder.ToTensor();
    }
}
