using Keras.Pipelines;
using TensorFlow;

namespace Keras;

/// <content>Datasets of sounds.</content>
public static partial class Utils
{
    /// <summary>
    /// A dataset of the sounds in a directory, 16-bit PCM files ending in <c>.wav</c>, whose subdirectories are classes
    /// (<c>keras.utils.audio_dataset_from_directory</c>).
    /// </summary>
    /// <param name="directory">The directory.</param>
    /// <param name="outputSequenceLength">The number of samples in time that a sound is cut or padded to; null (default) for that of the
    /// longest sound of a batch.</param>
    /// <param name="options">Labels, batches, order and the part for validation; null (default) for integer labels by subdirectory, batches
    /// of 32 in random order.</param>
    /// <returns>Batches of float32 sounds from -1 to 1, <c>[batch, samples, channels]</c>, and their labels.</returns>
    /// <exception cref="ArgumentException">An option is wrong, or there are no sounds.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <remarks>Sounds keep their sampling rate; Keras's <c>sampling_rate</c> needs the package tensorflow_io, without which it refuses,
    /// too.</remarks>
    public static DirectoryDataset AudioDatasetFromDirectory(
        string directory, int? outputSequenceLength = null, DirectoryOptions? options = null)
    {
        const string name = "AudioDatasetFromDirectory";
        if (outputSequenceLength is { } length)
            Required.AtLeast(name, 1, length, nameof(outputSequenceLength));
        (options ??= new()).Check(name);
        Function decode = Function.Trace("decode_wav", [new(DType.String, [])],
            inputs => [RawOps.DecodeWav(inputs[0], desiredSamples: outputSequenceLength ?? -1).Audio]);
        return DirectoryDataset.Create(options, part =>
        {
            DirectoryIndex index = DirectoryIndex.Read(name, directory, [".wav"], part);
            return new(new BatchDataset(new DirectoryBatches(index, part, paths => Sounds(paths, decode)), []),
                index.ClassNames, index.Paths);
        });
    }

    private static Tensor Sounds(string[] paths, Function decode)
    {
        List<Tensor> sounds = [];
        try
        {
            foreach (string path in paths)
                sounds.Add(Sound(path, decode));
            if (sounds.FindIndex(s => s.Shape[1] != sounds[0].Shape[1]) is >= 0 and var other)
                throw new InvalidDataException(
                    $"AudioDatasetFromDirectory: expected sounds of {sounds[0].Shape[1]} channels, as {paths[0]} has, got "
                    + $"{sounds[other].Shape[1]} of {paths[other]}.");
            long longest = sounds.Max(s => s.Shape[0]), channels = sounds[0].Shape[1];
            using TensorBuilder builder = new(DType.Float32, [sounds.Count, longest, channels]);
            foreach (Tensor sound in sounds)
            {
                builder.Append(sound);
                using Tensor silence = Tensor.Zeros(DType.Float32, [longest - sound.Shape[0], channels]);
                builder.Append(silence);
            }

            return builder.ToTensor();
        }
        finally
        {
            foreach (Tensor sound in sounds)
                sound.Dispose();
        }
    }

    private static Tensor Sound(string path, Function decode)
    {
        using Tensor contents = Tensor.CreateBytes(File.ReadAllBytes(path));
        try
        {
            return EagerFunctions.Run(decode, [contents])[0];
        }
        catch (TensorFlowException e)
        {
            throw new InvalidDataException(
                $"AudioDatasetFromDirectory: {path}: expected 16-bit PCM, got a file that cannot be decoded: {e.Message}", e);
        }
    }
}
