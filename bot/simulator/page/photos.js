/** Photos for the reception: made small enough to post, or drawn where none is at hand. */

const LONGEST_SIDE_PX = 1600;
const JPEG_QUALITY = 0.85;
const CONTENT_TYPE = "image/jpeg";

/**
 * A picked file as a JPEG; raises where the browser cannot read it as a picture.
 * @param {File} file
 */
export async function photoFromFile(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(picture.width, picture.height));
  const canvas = blankCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  brush(canvas).drawImage(picture, 0, 0, canvas.width, canvas.height);
  return photoFromCanvas(canvas, file.name);
}

/** A drawing of a dripping pipe, for a demonstration without a camera. */
export function samplePhoto() {
  const canvas = blankCanvas(480, 360);
  const draw = brush(canvas);
  const shapes = [
    ["#cfd6d4", 0, 0, 480, 360],
    ["#b9c2bf", 0, 250, 480, 110],
    ["#8b9794", 0, 96, 230, 44],
    ["#8b9794", 186, 96, 44, 150],
    ["#6d7a77", 176, 88, 64, 60],
    ["#6d7a77", 178, 226, 60, 24],
  ];
  for (const [colour, ...box] of shapes) {
    draw.fillStyle = /** @type {string} */ (colour);
    draw.fillRect(.../** @type {[number, number, number, number]} */ (box));
  }
  draw.fillStyle = "#3f8fc4";
  for (const [x, y, across, down] of [
    [250, 150, 7, 10],
    [262, 186, 8, 12],
    [256, 226, 9, 14],
    [250, 312, 150, 24],
  ]) {
    draw.beginPath();
    draw.ellipse(x, y, across, down, 0, 0, 2 * Math.PI);
    draw.fill();
  }
  return photoFromCanvas(canvas, "leak.jpg");
}

function blankCanvas(/** @type {number} */ width, /** @type {number} */ height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

function brush(/** @type {HTMLCanvasElement} */ canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

/**
 * @typedef {{url: string, media: import("./server.js").Media}} Photo what the chat shows and what
 *   the reception gets
 * @returns {Promise<Photo>}
 */
async function photoFromCanvas(
  /** @type {HTMLCanvasElement} */ canvas,
  /** @type {string} */ name,
) {
  const blob = /** @type {Blob} */ (
    await new Promise((/** @type {BlobCallback} */ done) => {
      canvas.toBlob(done, CONTENT_TYPE, JPEG_QUALITY);
    })
  );
  const data = await base64(blob);
  return {
    url: URL.createObjectURL(blob),
    media: { kind: "image", name, content_type: CONTENT_TYPE, data },
  };
}

/** @returns {Promise<string>} */
function base64(/** @type {Blob} */ blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(",", 2)[1]);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
}
