using System.Numerics;

namespace FusedKernels.Verification;

/// <summary>Calls one kernel's targets on workloads.</summary>
public sealed class KernelRunner<T>(Kernel kernel)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>Stands in outputs before the call: no kernel returns it.</summary>
    public static readonly T Untouched = T.CreateChecked(-12345.5);

    public Kernel Kernel { get; } = kernel;

    public IReadOnlyList<string> Targets => Kernel.SupportedTargets;

    public KernelCall<T> this[string target] => Kernel.Bind<T>(target);

    /// <summary>Runs one target; the workload stays as it is.</summary>
    public T[] Run(string target, Workload<T> workload) => Run(this[target], workload, new ArrayBuffers());

    /// <summary>Runs one target of a kernel that writes rows, with the logits as the output.</summary>
    public T[] RunInPlace(string target, Workload<T> workload) => Run(this[target], workload, new ArrayBuffers(), inPlace: true);

    public T[] Run(KernelCall<T> call, Workload<T> workload, IBuffers buffers) => Run(call, workload, buffers, Kernel.InPlace);

    private T[] Run(KernelCall<T> call, Workload<T> workload, IBuffers buffers, bool inPlace)
    {
        Span<T> logits = buffers.Copy<T>(workload.Logits);
        Span<T> output = logits;
        if (!inPlace)
        {
            var untouched = new T[Kernel.Reduces ? workload.Rows : workload.Logits.Length];
            Array.Fill(untouched, Untouched);
            output = buffers.Copy<T>(untouched);
        }

        var arguments = new KernelArguments<T>
        {
            Logits = logits,
            Bias = workload.Bias is null ? default : buffers.Copy<T>(workload.Bias),
            Mask = workload.Mask is null ? default : buffers.Copy<bool>(workload.Mask),
            Output = output,
            Columns = workload.Columns,
            Inner = workload.Inner,
            Temperature = workload.Temperature,
        };
        call(ref arguments);
        return Kernel.OutputName is null ? [arguments.Returned] : output.ToArray();
    }
}
